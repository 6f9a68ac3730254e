package io.navarch.kubeproxy.rules;

import java.util.List;
import java.util.Map;

/**
 * A part of a table: chains with their rules, sets and maps with how they are declared, and elements of sets and maps (also of such as
 * other fragments declare) with their values ("" in a set).
 */
public record Fragment(Map<String, Chain> chains, Map<String, NamedSet> sets, Map<Element, String> elements) {

    public static final Fragment EMPTY = new Fragment(Map.of(), Map.of(), Map.of());

    /** hook: as after "chain name { ", such as "type nat hook output priority -100;"; "" for one that is jumped to. */
    public record Chain(String hook, List<String> rules) {}

    /** declaration: "set" or "map" and what stands between the braces. */
    public record NamedSet(String kind, String declaration) {}

    /** Where an element is and its key, as nft writes it: "10.96.0.1 . tcp . 443". */
    public record Element(String set, String key) {}
}
