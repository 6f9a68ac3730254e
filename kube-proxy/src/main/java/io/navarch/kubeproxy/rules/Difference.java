package io.navarch.kubeproxy.rules;

import io.navarch.kubeproxy.rules.Fragment.Chain;
import io.navarch.kubeproxy.rules.Fragment.Element;
import io.navarch.kubeproxy.rules.Fragment.NamedSet;
import io.navarch.machinery.object.ObjectKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The nft commands that turn one ruleset into another; run by one nft, they take effect all at once or not at all. Only services whose
 * fragment changed are looked at.
 *
 * <p>The order is what nft asks for: chains and sets exist before they are named, elements that name a chain go before the chain does.
 * A set keeps its declaration for life: what would change it is part of its name.
 */
public final class Difference {

    private final String table;
    private final List<String> declared = new ArrayList<>();
    private final List<String> withdrawn = new ArrayList<>();
    private final List<String> filled = new ArrayList<>();
    private final List<String> entered = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();

    private Difference(String table) {
        this.table = table;
    }

    /** "" when there is none. The table is named with its family: "ip navarch-proxy". */
    public static String between(String table, Ruleset from, Ruleset to) {
        Difference difference = new Difference(table);
        difference.compare(from.ground(), to.ground());
        Set<ObjectKey> keys = new HashSet<>(from.services().keySet());
        keys.addAll(to.services().keySet());
        keys.stream().sorted().forEach(key -> difference.compare(
                from.services().getOrDefault(key, Fragment.EMPTY), to.services().getOrDefault(key, Fragment.EMPTY)));
        return difference.text();
    }

    /** The whole ruleset in the place of whatever table of that name is there. */
    public static String whole(String table, Ruleset to) {
        return remove(table) + "add table " + table + "\n"
                + between(table, new Ruleset(Fragment.EMPTY, Map.of()), to);
    }

    /** Takes the table away if it is there. */
    public static String remove(String table) {
        return "add table " + table + "\ndelete table " + table + "\n";
    }

    private void compare(Fragment from, Fragment to) {
        if (from == to) {
            return;
        }
        sets(from.sets(), to.sets());
        chains(from.chains(), to.chains());
        elements(from.elements(), to.elements());
    }

    private void sets(Map<String, NamedSet> from, Map<String, NamedSet> to) {
        new TreeMap<>(to).forEach((name, set) -> {
            if (!from.containsKey(name)) {
                declared.add("add " + set.kind() + " " + table + " " + name + " { " + set.declaration() + " }");
            }
        });
        new TreeMap<>(from).forEach((name, set) -> {
            if (!to.containsKey(name)) {
                removed.add("delete " + set.kind() + " " + table + " " + name);
            }
        });
    }

    private void chains(Map<String, Chain> from, Map<String, Chain> to) {
        List<String> goneChains = new ArrayList<>();
        new TreeMap<>(to).forEach((name, chain) -> {
            Chain before = from.get(name);
            if (chain.equals(before)) {
                return;
            }
            if (before == null) {
                declared.add("add chain " + table + " " + name + (chain.hook().isEmpty() ? "" : " { " + chain.hook() + " }"));
            } else {
                declared.add("flush chain " + table + " " + name);
            }
            chain.rules().forEach(rule -> filled.add("add rule " + table + " " + name + " " + rule));
        });
        new TreeMap<>(from).forEach((name, chain) -> {
            if (!to.containsKey(name)) {
                declared.add("flush chain " + table + " " + name);
                goneChains.add("delete chain " + table + " " + name);
            }
        });
        removed.addAll(0, goneChains);
    }

    private void elements(Map<Element, String> from, Map<Element, String> to) {
        from.forEach((element, value) -> {
            if (!value.equals(to.get(element))) {
                withdrawn.add("delete element " + table + " " + element.set() + " { " + element.key() + " }");
            }
        });
        to.forEach((element, value) -> {
            if (!value.equals(from.get(element))) {
                String entry = value.isEmpty() ? element.key() : element.key() + " : " + value;
                entered.add("add element " + table + " " + element.set() + " { " + entry + " }");
            }
        });
    }

    private String text() {
        withdrawn.sort(null);
        entered.sort(null);
        StringBuilder text = new StringBuilder();
        for (List<String> part : List.of(declared, withdrawn, filled, entered, removed)) {
            part.forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }
}
