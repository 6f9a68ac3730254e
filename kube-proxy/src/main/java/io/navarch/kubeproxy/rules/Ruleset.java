package io.navarch.kubeproxy.rules;

import io.navarch.machinery.object.ObjectKey;
import java.util.HashMap;
import java.util.Map;

/** A whole table: what is there without any service, and a fragment per service. Of two services that want the same address the first has it. */
public record Ruleset(Fragment ground, Map<ObjectKey, Fragment> services) {

    /** The fragment without the elements that another service has. */
    static Fragment without(Fragment fragment, Map<Fragment.Element, ObjectKey> owners, ObjectKey owner) {
        Map<Fragment.Element, String> own = new HashMap<>();
        fragment.elements().forEach((element, value) -> {
            if (owners.getOrDefault(element, owner).equals(owner)) {
                own.put(element, value);
            }
        });
        return own.size() == fragment.elements().size()
                ? fragment
                : new Fragment(fragment.chains(), fragment.sets(), own);
    }

    /** The same with every element in one service's hands only, the first by name. */
    public Ruleset undisputed() {
        Map<Fragment.Element, ObjectKey> owners = new HashMap<>();
        services.forEach((key, fragment) -> fragment.elements()
                .keySet()
                .forEach(e -> owners.merge(e, key, (a, b) -> a.compareTo(b) <= 0 ? a : b)));
        Map<ObjectKey, Fragment> settled = new HashMap<>();
        services.forEach((key, fragment) -> settled.put(key, without(fragment, owners, key)));
        return new Ruleset(ground, settled);
    }
}
