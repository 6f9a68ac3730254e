package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.status.GoText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Indexes of a job as text, such as "1,3-5,7": how many there are, or what is wrong with the text. */
record Indexes(long total, String trouble) {

    /** One of the intervals, or what is wrong with it. */
    private record Interval(long first, long last, String trouble) {

        static Interval wrong(String why) {
            return new Interval(0, 0, why);
        }
    }

    static Indexes read(String text, long completions) {
        if (text.isEmpty()) {
            return new Indexes(0, "");
        }
        long total = 0;
        Long last = null;
        for (String part : text.split(",", -1)) {
            Interval interval = interval(part, completions);
            if (!interval.trouble.isEmpty()) {
                return new Indexes(0, interval.trouble);
            }
            if (last != null && last >= interval.first) {
                return new Indexes(0, "non-increasing order, previous: " + last + ", current: " + interval.first);
            }
            total += interval.last - interval.first + 1;
            last = interval.last;
        }
        return new Indexes(total, "");
    }

    private static Interval interval(String text, long completions) {
        String[] limits = text.split("-", -1);
        if (limits.length > 2) {
            return Interval.wrong("the fragment " + GoText.quote(text)
                    + " violates the requirement that an index interval can have at most two parts separated by '-'");
        }
        List<Long> read = new ArrayList<>();
        for (String limit : limits) {
            Long value = number(limit);
            if (value == null) {
                return Interval.wrong("cannot convert string to integer for index: " + GoText.quote(limit));
            }
            if (value >= completions) {
                return Interval.wrong("too large index: " + GoText.quote(limit));
            }
            read.add(value);
        }
        if (read.size() > 1 && read.getFirst() >= read.getLast()) {
            return Interval.wrong("non-increasing order, previous: " + read.getFirst() + ", current: " + read.getLast());
        }
        return new Interval(read.getFirst(), read.getLast(), "");
    }

    private static @Nullable Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** The first index that both texts name; -1 for none. What cannot be read is passed over. */
    static long overlap(String completed, String failed, long completions) {
        if (completed.isEmpty() || failed.isEmpty()) {
            return -1;
        }
        List<Interval> done = readable(completed, completions);
        List<Interval> lost = readable(failed, completions);
        int i = 0;
        int j = 0;
        while (i < done.size() && j < lost.size()) {
            Interval one = done.get(i);
            Interval other = lost.get(j);
            if (one.first <= other.last && other.first <= one.last) {
                return Math.max(one.first, other.first);
            }
            if (one.first <= other.first) {
                i++;
            } else {
                j++;
            }
        }
        return -1;
    }

    private static List<Interval> readable(String text, long completions) {
        List<Interval> intervals = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Interval interval = interval(part, completions);
            if (interval.trouble.isEmpty()) {
                intervals.add(interval);
            }
        }
        return intervals;
    }
}
