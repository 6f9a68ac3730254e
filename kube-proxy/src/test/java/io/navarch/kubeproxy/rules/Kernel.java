package io.navarch.kubeproxy.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** As much of nft as the scripts use, with the kernel's objections: what is named must exist, what goes must not be named any more. */
final class Kernel {

    private final Map<String, List<String>> chains = new TreeMap<>();
    private final Map<String, Map<String, String>> sets = new TreeMap<>();

    String state() {
        return chains + "\n" + sets;
    }

    void run(String script) {
        script.lines().forEach(this::command);
        chains.forEach((name, rules) -> rules.forEach(rule -> named(rule, name)));
        sets.forEach((name, elements) -> elements.values().forEach(value -> named(value, name)));
    }

    private void named(String text, String by) {
        java.util.regex.Matcher targets = java.util.regex.Pattern.compile("(?:goto|jump) ([^\\s,]+)").matcher(text);
        while (targets.find()) {
            require(chains.containsKey(targets.group(1)), by + " names no chain: " + text);
        }
        java.util.regex.Matcher used = java.util.regex.Pattern.compile("@([^\\s,]+)").matcher(text);
        while (used.find()) {
            require(sets.containsKey(used.group(1)), by + " names no set: " + text);
        }
    }

    private void command(String line) {
        String[] words = line.split(" ", 6);
        switch (words[0] + " " + words[1]) {
            case "add table" -> {}
            case "delete table" -> {
                chains.clear();
                sets.clear();
            }
            case "add chain" -> chains.putIfAbsent(words[4], new ArrayList<>());
            case "flush chain" -> chain(words[4]).clear();
            case "delete chain" -> {
                require(chain(words[4]).isEmpty(), "not empty: " + line);
                chains.remove(words[4]);
            }
            case "add rule" -> {
                chain(words[4]).add(words[5]);
                named(words[5], words[4]);
            }
            case "add set", "add map" -> require(sets.putIfAbsent(words[4], new TreeMap<>()) == null, "exists: " + line);
            case "delete set", "delete map" -> require(sets.remove(words[4]) != null, "no such: " + line);
            case "add element" -> {
                String[] entry = words[5].substring(2, words[5].length() - 2).split(" : ", 2);
                named(entry.length > 1 ? entry[1] : "", line);
                require(set(words[4]).putIfAbsent(entry[0], entry.length > 1 ? entry[1] : "") == null, "exists: " + line);
            }
            case "delete element" ->
                require(set(words[4]).remove(words[5].substring(2, words[5].length() - 2)) != null, "no such: " + line);
            default -> throw new AssertionError("unknown: " + line);
        }
    }

    private List<String> chain(String name) {
        require(chains.containsKey(name), "no chain " + name);
        return chains.get(name);
    }

    private Map<String, String> set(String name) {
        require(sets.containsKey(name), "no set " + name);
        return sets.get(name);
    }

    private static void require(boolean holds, String objection) {
        if (!holds) {
            throw new AssertionError(objection);
        }
    }
}
