package io.navarch.kubelet.container;

import java.util.Map;

/** Puts values in the place of {@code $(NAME)}. Unknown names stay as they are; {@code $$(NAME)} is a literal {@code $(NAME)}. */
final class Expansion {

    private Expansion() {}

    static String expand(String text, Map<String, String> values) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '$' || i + 1 == text.length()) {
                out.append(c);
                i++;
                continue;
            }
            char next = text.charAt(i + 1);
            int end = next == '(' ? text.indexOf(')', i + 2) : -1;
            if (next == '$') {
                out.append('$');
                i += 2;
            } else if (end >= 0) {
                String name = text.substring(i + 2, end);
                out.append(values.getOrDefault(name, "$(" + name + ")"));
                i = end + 1;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }
}
