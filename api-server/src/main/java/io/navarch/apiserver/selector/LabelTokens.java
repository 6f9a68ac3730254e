package io.navarch.apiserver.selector;

import java.util.ArrayList;
import java.util.List;

/** The words of a label selector. An operator is the longest that can be read; a word ends at white space or an operator. */
final class LabelTokens {

    enum Kind {
        WORD,
        IN,
        NOT_IN,
        EQUALS,
        DOUBLE_EQUALS,
        NOT_EQUALS,
        GREATER,
        LESS,
        NOT,
        OPEN,
        CLOSE,
        COMMA,
        ERROR,
        END
    }

    record Token(Kind kind, String text) {

        /** Where a value may stand, "in" and "notin" are values. */
        Kind asValue() {
            return kind == Kind.IN || kind == Kind.NOT_IN ? Kind.WORD : kind;
        }
    }

    private static final String SPECIAL = "=!(),><";

    private final String text;
    private int at;

    private LabelTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        LabelTokens tokens = new LabelTokens(text);
        List<Token> all = new ArrayList<>();
        do {
            all.add(tokens.next());
        } while (all.getLast().kind() != Kind.END);
        return all;
    }

    private Token next() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "");
        }
        return SPECIAL.indexOf(text.charAt(at)) >= 0 ? special() : word();
    }

    private Token word() {
        int start = at;
        while (at < text.length() && !isSpace(text.charAt(at)) && SPECIAL.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "in" -> new Token(Kind.IN, word);
            case "notin" -> new Token(Kind.NOT_IN, word);
            default -> new Token(Kind.WORD, word);
        };
    }

    private Token special() {
        String two = text.substring(at, Math.min(text.length(), at + 2));
        Kind kind = kindOf(two);
        String read = two;
        if (kind == Kind.ERROR) {
            read = two.substring(0, 1);
            kind = kindOf(read);
        }
        at += read.length();
        return new Token(kind, read);
    }

    private static Kind kindOf(String symbol) {
        return switch (symbol) {
            case "==" -> Kind.DOUBLE_EQUALS;
            case "!=" -> Kind.NOT_EQUALS;
            case "=" -> Kind.EQUALS;
            case "!" -> Kind.NOT;
            case "(" -> Kind.OPEN;
            case ")" -> Kind.CLOSE;
            case "," -> Kind.COMMA;
            case ">" -> Kind.GREATER;
            case "<" -> Kind.LESS;
            default -> Kind.ERROR;
        };
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
