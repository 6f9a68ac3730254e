package io.navarch.apiserver.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a URL. Pairs that cannot be decoded are passed over, as Go does. */
public record Query(Map<String, List<String>> parameters) {

    static final Query NONE = new Query(Map.of());

    static Query parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            if (pair.isEmpty() || pair.indexOf(';') >= 0) {
                continue;
            }
            int equals = pair.indexOf('=');
            try {
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                parameters.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
            } catch (IllegalArgumentException undecodable) {
                continue;
            }
        }
        return new Query(parameters);
    }

    private static String decode(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** The first value, "" when there is none. */
    public String first(String name) {
        List<String> values = parameters.get(name);
        return values == null ? "" : values.getFirst();
    }

    public List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** As Kubernetes reads booleans in URLs: there, and neither "false" nor "0". */
    public boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        String value = first(name);
        return !value.equalsIgnoreCase("false") && !value.equals("0");
    }
}
