package io.navarch.apiserver.verb;

import io.navarch.apiserver.cache.SelectableField;
import io.navarch.apiserver.cache.Selection;
import io.navarch.apiserver.resource.FieldLabels;
import io.navarch.apiserver.resource.Names;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.selector.FieldSelector;
import io.navarch.apiserver.selector.LabelSelector;
import io.navarch.apiserver.status.Refusal;
import java.util.ArrayList;
import java.util.List;

/** From the texts of selectors to what they select among objects of a kind. */
final class Selections {

    private Selections() {}

    static Selection of(ResourceType type, String namespace, String labels, String fields) {
        LabelSelector byLabels = LabelSelector.parse(labels);
        FieldSelector given = FieldSelector.parse(fields);
        List<FieldSelector.Term> terms = new ArrayList<>();
        for (FieldSelector.Term term : given.terms()) {
            String field = FieldLabels.stored(type, term.field());
            requireKnown(type, field, term.field());
            terms.add(new FieldSelector.Term(field, term.sign(), term.value()));
        }
        FieldSelector byFields = new FieldSelector(terms);
        String scope = type.namespaced() ? namespace : "";
        if (scope.isEmpty() && type.namespaced()) {
            scope = byFields.required("metadata.namespace").filter(n -> Names.dnsLabel(n).isEmpty()).orElse("");
        }
        return new Selection(scope, byLabels, byFields);
    }

    private static void requireKnown(ResourceType type, String field, String said) {
        boolean known = field.equals("metadata.name")
                || field.equals("metadata.namespace") && (type.custom() == null || type.namespaced())
                || FieldLabels.of(type).stream().map(SelectableField::name).anyMatch(field::equals);
        if (!known) {
            throw Refusal.badRequest(FieldLabels.unknown(type, said));
        }
    }
}
