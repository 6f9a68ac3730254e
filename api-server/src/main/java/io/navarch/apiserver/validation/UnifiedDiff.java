package io.navarch.apiserver.validation;

import io.navarch.apiserver.status.GoText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What differs between two structures, line by line with three lines around, as messages about immutable structures show it. The matching
 * is Ratcliff and Obershelp's: the longest common run of lines, then the same on both sides of it. In 200 lines and more, those that
 * make up over a hundredth of them begin no run.
 */
public final class UnifiedDiff {

    private static final int AROUND = 3;
    private static final int MANY_LINES = 200;

    private final List<String> old;
    private final List<String> now;
    private final Map<String, List<Integer>> places = new HashMap<>();

    private record Run(int old, int now, int length) {}

    private record Change(int oldFrom, int oldTo, int from, int to) {}

    private UnifiedDiff(List<String> old, List<String> now) {
        this.old = old;
        this.now = now;
        for (int i = 0; i < now.size(); i++) {
            places.computeIfAbsent(now.get(i), line -> new ArrayList<>()).add(i);
        }
        if (now.size() >= MANY_LINES) {
            int popular = now.size() / 100 + 1;
            places.values().removeIf(found -> found.size() > popular);
        }
    }

    public static String of(JsonNode old, JsonNode now) {
        return new UnifiedDiff(lines(old), lines(now)).text();
    }

    private String text() {
        List<Run> runs = new ArrayList<>();
        runs(0, old.size(), 0, now.size(), runs);
        runs.sort(Comparator.comparingInt(Run::old).thenComparingInt(Run::now));
        runs.add(new Run(old.size(), now.size(), 0));
        List<Change> changes = new ArrayList<>();
        int i = 0;
        int j = 0;
        for (Run run : runs) {
            if (i < run.old() || j < run.now()) {
                changes.add(new Change(i, run.old(), j, run.now()));
            }
            i = run.old() + run.length();
            j = run.now() + run.length();
        }
        StringBuilder out = new StringBuilder();
        for (int first = 0; first < changes.size(); ) {
            int last = first;
            while (last + 1 < changes.size()
                    && changes.get(last + 1).oldFrom() - changes.get(last).oldTo() <= 2 * AROUND) {
                last++;
            }
            hunk(changes.subList(first, last + 1), out);
            first = last + 1;
        }
        return out.toString();
    }

    private void hunk(List<Change> changes, StringBuilder out) {
        Change first = changes.getFirst();
        Change last = changes.getLast();
        int before = Math.min(AROUND, Math.min(first.oldFrom(), first.from()));
        int after = Math.min(AROUND, Math.min(old.size() - last.oldTo(), now.size() - last.to()));
        out.append("@@ -").append(range(first.oldFrom() - before, last.oldTo() + after));
        out.append(" +").append(range(first.from() - before, last.to() + after)).append(" @@\n");
        int at = first.oldFrom() - before;
        for (Change change : changes) {
            lines(" ", old.subList(at, change.oldFrom()), out);
            lines("-", old.subList(change.oldFrom(), change.oldTo()), out);
            lines("+", now.subList(change.from(), change.to()), out);
            at = change.oldTo();
        }
        lines(" ", old.subList(at, at + after), out);
    }

    private static void lines(String sign, List<String> lines, StringBuilder out) {
        lines.forEach(line -> out.append(sign).append(line).append('\n'));
    }

    /** "7,3" from line 7 on 3 lines; "7" the line alone; "6,0" nothing after line 6. */
    private static String range(int from, int to) {
        int length = to - from;
        return length == 1 ? Integer.toString(from + 1) : (length == 0 ? from : from + 1) + "," + length;
    }

    private void runs(int oldFrom, int oldTo, int from, int to, List<Run> runs) {
        Run best = longest(oldFrom, oldTo, from, to);
        if (best.length() == 0) {
            return;
        }
        runs.add(best);
        runs(oldFrom, best.old(), from, best.now(), runs);
        runs(best.old() + best.length(), oldTo, best.now() + best.length(), to, runs);
    }

    private Run longest(int oldFrom, int oldTo, int from, int to) {
        Run best = new Run(oldFrom, from, 0);
        Map<Integer, Integer> lengths = Map.of();
        for (int i = oldFrom; i < oldTo; i++) {
            Map<Integer, Integer> next = new HashMap<>();
            for (int j : places.getOrDefault(old.get(i), Collections.emptyList())) {
                if (j >= from && j < to) {
                    int length = lengths.getOrDefault(j - 1, 0) + 1;
                    next.put(j, length);
                    if (length > best.length()) {
                        best = new Run(i - length + 1, j - length + 1, length);
                    }
                }
            }
            lengths = next;
        }
        return widened(best, oldFrom, oldTo, from, to);
    }

    /** By the equal lines next to it that begin no run. */
    private Run widened(Run run, int oldFrom, int oldTo, int from, int to) {
        int i = run.old();
        int j = run.now();
        int length = run.length();
        while (i > oldFrom && j > from && old.get(i - 1).equals(now.get(j - 1))) {
            i--;
            j--;
            length++;
        }
        while (i + length < oldTo && j + length < to && old.get(i + length).equals(now.get(j + length))) {
            length++;
        }
        return new Run(i, j, length);
    }

    private static List<String> lines(JsonNode structure) {
        StringBuilder out = new StringBuilder();
        print(structure, "\n", out);
        return List.of(out.toString().split("\n"));
    }

    /** One blank for each level. */
    private static void print(JsonNode node, String newline, StringBuilder out) {
        if (!node.isContainer() || node.isEmpty()) {
            out.append(GoText.json(node));
            return;
        }
        String inner = newline + " ";
        String separator = inner;
        out.append(node.isObject() ? '{' : '[');
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                out.append(separator).append(GoText.json(entry.getKey())).append(": ");
                print(entry.getValue(), inner, out);
                separator = "," + inner;
            }
        } else {
            for (JsonNode item : node) {
                out.append(separator);
                print(item, inner, out);
                separator = "," + inner;
            }
        }
        out.append(newline).append(node.isObject() ? '}' : ']');
    }
}
