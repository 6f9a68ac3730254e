package io.navarch.apiserver.schema;

import java.util.Base64;

/** Bytes in base64, as Go's decoder takes them: line ends are passed over, padding is required. */
final class CanonicalBytes {

    private CanonicalBytes() {}

    static String of(String text) {
        try {
            String bare = text.replace("\r", "").replace("\n", "");
            if (bare.length() % 4 != 0) {
                throw new Unreadable("illegal base64 data at input byte " + firstWrong(text));
            }
            Base64.getDecoder().decode(bare);
            return bare;
        } catch (IllegalArgumentException e) {
            throw new Unreadable("illegal base64 data at input byte " + firstWrong(text));
        }
    }

    /** Where Go's decoder stops: at the first byte that is none of the alphabet, or where a quantum breaks off. */
    private static int firstWrong(String text) {
        int inQuantum = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                continue;
            }
            boolean alphabet = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
            if (!alphabet) {
                boolean padding = c == '=' && inQuantum >= 2;
                if (!padding) {
                    return i;
                }
                return inQuantum == 2 && (i + 1 >= text.length() || text.charAt(i + 1) != '=') ? Math.min(i + 1, text.length()) : i + 1 + (3 - inQuantum);
            }
            inQuantum = (inQuantum + 1) % 4;
        }
        return text.length() - inQuantum;
    }
}
