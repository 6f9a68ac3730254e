package io.navarch.apiserver.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The path of a URL with its %-escapes taken out; a plus sign stands for itself. What is no escape stays as it is. */
final class PathText {

    private PathText() {}

    static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] out = new byte[path.length() * 3];
        int length = 0;
        byte[] in = path.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%' && i + 2 < in.length) {
                int high = Character.digit(in[i + 1], 16);
                int low = Character.digit(in[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    out[length++] = (byte) (high << 4 | low);
                    i += 2;
                    continue;
                }
            }
            out[length++] = in[i];
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    /** A path's segment as it stands in a URL. */
    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
