package io.navarch.controllermanager.job;

import io.navarch.controllermanager.kind.Pod;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Sets of completion indexes as text: "1,3-5,7". */
final class Indexes {

    static final String LABEL = "batch.kubernetes.io/job-completion-index";

    private Indexes() {}

    /** Those below the limit. */
    static BitSet parse(@Nullable String text, int limit) {
        BitSet indexes = new BitSet();
        if (text == null || text.isEmpty()) {
            return indexes;
        }
        for (String part : text.split(",")) {
            int dash = part.indexOf('-');
            int from = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int to = dash < 0 ? from : Integer.parseInt(part.substring(dash + 1));
            indexes.set(Math.min(from, limit), Math.min(to + 1, limit));
        }
        return indexes;
    }

    static String format(BitSet indexes) {
        StringJoiner text = new StringJoiner(",");
        for (int from = indexes.nextSetBit(0); from >= 0; ) {
            int to = indexes.nextClearBit(from) - 1;
            text.add(from == to ? Integer.toString(from) : to == from + 1 ? from + "," + to : from + "-" + to);
            from = indexes.nextSetBit(to + 1);
        }
        return text.toString();
    }

    static OptionalInt of(Pod pod) {
        String text = pod.metadata().annotations().get(LABEL);
        try {
            return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
