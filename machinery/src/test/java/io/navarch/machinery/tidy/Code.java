package io.navarch.machinery.tidy;

/** Java text with comments and string contents blanked out, line for line. */
final class Code {

    private Code() {}

    static String withoutCommentsAndStrings(String text) {
        StringBuilder code = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            String opening = opening(text, at);
            if (opening.isEmpty()) {
                code.append(text.charAt(at++));
                continue;
            }
            int end = end(text, at, opening);
            text.substring(at, end).chars().filter(c -> c == '\n').forEach(c -> code.append('\n'));
            code.append(' ');
            at = end;
        }
        return code.toString();
    }

    private static String opening(String text, int at) {
        for (String one : new String[] {"/*", "//", "\"\"\"", "\"", "'"}) {
            if (text.startsWith(one, at)) {
                return one;
            }
        }
        return "";
    }

    private static int end(String text, int from, String opening) {
        String closing = opening.equals("/*") ? "*/" : opening.equals("//") ? "\n" : opening;
        boolean literal = !opening.startsWith("/");
        for (int at = from + opening.length(); at < text.length(); at++) {
            if (literal && text.charAt(at) == '\\') {
                at++;
            } else if (text.startsWith(closing, at)) {
                return opening.equals("//") ? at : at + closing.length();
            }
        }
        return text.length();
    }
}
