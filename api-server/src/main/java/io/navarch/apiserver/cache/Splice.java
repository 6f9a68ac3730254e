package io.navarch.apiserver.cache;

import java.nio.charset.StandardCharsets;

/**
 * Where in an object's JSON its revision belongs. Objects are stored compact, without metadata.resourceVersion and with apiVersion and
 * kind first; the revision is put in as the first member of metadata.
 *
 * @param itemAt offset behind leading apiVersion and kind, where an item of a list begins once a brace is put before it
 * @param metadataAt offset behind the opening brace of metadata; -1 when there is no metadata
 */
record Splice(int itemAt, int metadataAt) {

    private static final byte[] MEMBER = "\"resourceVersion\":\"".getBytes(StandardCharsets.US_ASCII);

    static Splice find(byte[] json) {
        int at = skipSpace(json, 0);
        if (at >= json.length || json[at] != '{') {
            throw new IllegalArgumentException("a stored value is no JSON object");
        }
        at = skipSpace(json, at + 1);
        int itemAt = at;
        boolean leading = true;
        while (at < json.length && json[at] == '"') {
            int nameEnd = endOfString(json, at);
            int value = skipSpace(json, skipSpace(json, nameEnd) + 1);
            if (isName(json, at, nameEnd, "metadata")) {
                return new Splice(itemAt, json[value] == '{' ? value + 1 : -1);
            }
            boolean head = isName(json, at, nameEnd, "apiVersion") || isName(json, at, nameEnd, "kind");
            at = skipSpace(json, endOfValue(json, value));
            if (at < json.length && json[at] == ',') {
                at = skipSpace(json, at + 1);
            }
            leading &= head;
            if (leading) {
                itemAt = at;
            }
        }
        return new Splice(itemAt, -1);
    }

    /** The object with its revision in it. */
    byte[] with(byte[] json, long revision) {
        if (metadataAt < 0) {
            return json;
        }
        byte[] number = Long.toString(revision).getBytes(StandardCharsets.US_ASCII);
        boolean alone = json[skipSpace(json, metadataAt)] == '}';
        int added = MEMBER.length + number.length + (alone ? 1 : 2);
        byte[] out = new byte[json.length + added];
        System.arraycopy(json, 0, out, 0, metadataAt);
        int at = metadataAt;
        System.arraycopy(MEMBER, 0, out, at, MEMBER.length);
        at += MEMBER.length;
        System.arraycopy(number, 0, out, at, number.length);
        at += number.length;
        out[at++] = '"';
        if (!alone) {
            out[at++] = ',';
        }
        System.arraycopy(json, metadataAt, out, at, json.length - metadataAt);
        return out;
    }

    /** An object that has a revision in it, with another in its place. */
    byte[] replaced(byte[] json, long before, long after) {
        if (metadataAt < 0) {
            return json;
        }
        byte[] number = Long.toString(after).getBytes(StandardCharsets.US_ASCII);
        int start = metadataAt + MEMBER.length;
        int end = start + Long.toString(before).length();
        byte[] out = new byte[json.length - (end - start) + number.length];
        System.arraycopy(json, 0, out, 0, start);
        System.arraycopy(number, 0, out, start, number.length);
        System.arraycopy(json, end, out, start + number.length, json.length - end);
        return out;
    }

    private static boolean isName(byte[] json, int quote, int end, String name) {
        if (end - quote - 2 != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (json[quote + 1 + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int skipSpace(byte[] json, int from) {
        int at = from;
        while (at < json.length && json[at] <= ' ') {
            at++;
        }
        return at;
    }

    /** Behind the closing quote of the string that begins at the quote. */
    private static int endOfString(byte[] json, int quote) {
        int at = quote + 1;
        while (json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int endOfValue(byte[] json, int from) {
        int depth = 0;
        int at = from;
        while (at < json.length) {
            switch (json[at]) {
                case '"' -> {
                    at = endOfString(json, at) - 1;
                    if (depth == 0) {
                        return at + 1;
                    }
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (depth == 0) {
                        return at; // the end of a number or a word at the end of the object
                    }
                    if (--depth == 0) {
                        return at + 1;
                    }
                }
                case ',' -> {
                    if (depth == 0) {
                        return at;
                    }
                }
                default -> {}
            }
            at++;
        }
        return at;
    }
}
