package io.navarch.apiserver.cache;

import io.navarch.apiserver.selector.FieldSelector;

/** That a client wants a selection of a kind. Compared by identity. */
final class Registration {

    /** Who gets every change of the kind. */
    static final String EVERY = "";

    private final Sink sink;
    private final Selection selection;
    private final int interest;

    Registration(Sink sink, Selection selection, int interest) {
        this.sink = sink;
        this.selection = selection;
        this.interest = interest;
    }

    Sink sink() {
        return sink;
    }

    Selection selection() {
        return selection;
    }

    int interest() {
        return interest;
    }

    /** The narrowest group of changes that holds all that is selected: a name, the value of a field, a namespace, or everything. */
    String bucket() {
        String name = selection.fields().required("metadata.name").orElse("");
        if (!name.isEmpty()) {
            return ofName(name);
        }
        String field = indexedField();
        if (!field.isEmpty()) {
            return ofField(field, selection.fields().required(field).orElse(""));
        }
        return selection.namespace().isEmpty() ? EVERY : ofNamespace(selection.namespace());
    }

    /** The field by whose value the changes are found; "" when it is not by a field. */
    String indexedField() {
        if (selection.fields().required("metadata.name").isPresent()) {
            return "";
        }
        return selection.fields().terms().stream()
                .filter(t -> t.sign() == FieldSelector.Sign.EQUAL && !t.field().startsWith("metadata."))
                .map(FieldSelector.Term::field)
                .findFirst()
                .orElse("");
    }

    static String ofName(String name) {
        return "name/" + name;
    }

    static String ofNamespace(String namespace) {
        return "namespace/" + namespace;
    }

    static String ofField(String field, String value) {
        return field + "=" + value;
    }
}
