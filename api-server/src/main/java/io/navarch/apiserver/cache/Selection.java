package io.navarch.apiserver.cache;

import io.navarch.apiserver.selector.FieldSelector;
import io.navarch.apiserver.selector.LabelSelector;

/** Which objects of a kind: those in the namespace ("" is all of them) that both selectors match. */
public record Selection(String namespace, LabelSelector labels, FieldSelector fields) {

    public static final Selection EVERYTHING = in("");

    public static Selection in(String namespace) {
        return new Selection(namespace, LabelSelector.EVERYTHING, FieldSelector.EVERYTHING);
    }

    public boolean matches(Entry entry) {
        return (namespace.isEmpty() || namespace.equals(Keys.namespaceOf(entry.key())))
                && labels.matches(entry.labels())
                && (fields.isEverything() || fields.matches(entry::field));
    }

    /** Whether every object in the namespace is selected. */
    public boolean isWhole() {
        return labels.isEverything() && fields.isEverything();
    }
}
