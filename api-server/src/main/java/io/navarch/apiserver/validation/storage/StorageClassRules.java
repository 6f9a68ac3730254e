package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.DeprecatedLabels;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Storage classes. All but where volumes may be is for good. */
final class StorageClassRules implements KindValidation {

    private static final List<String> RECLAIMS = List.of("Delete", "Retain");
    private static final List<String> BINDINGS = List.of("Immediate", "WaitForFirstConsumer");
    private static final int MOST_PARAMETERS = 512;
    private static final int LARGEST_PARAMETERS = 256 * 1024;

    @Override
    public void create(Field storageClass) {
        provisioner(storageClass.at("provisioner"));
        parameters(storageClass.at("parameters"));
        Field reclaim = storageClass.at("reclaimPolicy");
        if (!reclaim.isZero() && !reclaim.isOneOf(RECLAIMS)) {
            reclaim.notSupported(RECLAIMS);
        }
        Field binding = storageClass.at("volumeBindingMode");
        if (!binding.isSet()) {
            binding.required();
        } else if (!binding.isOneOf(BINDINGS)) {
            binding.notSupported(BINDINGS);
        }
        topologies(storageClass.at("allowedTopologies"));
    }

    @Override
    public void update(Field storageClass, JsonNode before) {
        create(storageClass);
        for (String field : List.of("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode")) {
            Field now = storageClass.at(field);
            if (!Field.same(now.value(), before.path(field))) {
                now.invalid(now.isSet() ? now.value() : NullNode.getInstance(), "field is immutable");
            }
        }
    }

    /** The name of who makes volumes; capitals are tolerated. */
    static void provisioner(Field name) {
        if (name.mustBeSet()) {
            String lower = name.text().toLowerCase(Locale.ROOT);
            Formats.qualifiedName(lower).forEach(message -> name.invalid(lower, message));
        }
    }

    static void parameters(Field parameters) {
        if (parameters.size() > MOST_PARAMETERS) {
            parameters.tooLong(MOST_PARAMETERS);
            return;
        }
        long size = 0;
        for (Map.Entry<String, Field> entry : parameters.entries()) {
            if (entry.getKey().isEmpty()) {
                parameters.invalid("", "field can not be empty.");
            }
            size += bytes(entry.getKey()) + bytes(entry.getValue().text());
        }
        if (size > LARGEST_PARAMETERS) {
            parameters.tooLong(LARGEST_PARAMETERS);
        }
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Kubernetes takes every term without expressions for a repetition, once for each of all terms. */
    private static void topologies(Field terms) {
        List<Map<String, Set<String>>> seen = new ArrayList<>();
        terms.items().forEach(term -> seen.add(Map.of()));
        for (Field term : terms.items()) {
            Map<String, Set<String>> expressions = new HashMap<>();
            Field list = term.at("matchLabelExpressions");
            for (Field expression : list.items()) {
                Set<String> values = new HashSet<>();
                expression.at("values").mustBeSet();
                for (Field value : expression.at("values").items()) {
                    if (!values.add(value.text())) {
                        value.duplicate();
                    }
                }
                Field key = expression.at("key");
                Selectors.labelName(key);
                if (expressions.containsKey(key.text())) {
                    key.duplicate(key.text());
                }
                expressions.put(key.text(), values);
            }
            seen.stream().filter(expressions::equals).forEach(same -> list.duplicate(""));
            seen.add(expressions);
        }
    }

    @Override
    public List<String> warnings(JsonNode storageClass, JsonNode before) {
        List<String> warnings = new ArrayList<>(0);
        for (Field term : Field.root(storageClass, new ArrayList<FieldError>(0)).at("allowedTopologies").items()) {
            for (Field expression : term.at("matchLabelExpressions").items()) {
                Field key = expression.at("key");
                warnings.addAll(DeprecatedLabels.at(key.path(), key.text()));
            }
        }
        return warnings;
    }
}
