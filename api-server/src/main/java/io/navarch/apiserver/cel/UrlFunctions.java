package io.navarch.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import io.navarch.apiserver.status.GoText;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** url(): absolute URLs and absolute paths, taken apart. */
final class UrlFunctions {

    static final CelType URL = OpaqueType.create("kubernetes.URL");

    record Url(URI uri) {}

    private UrlFunctions() {}

    static void declare(Functions f) {
        List<CelType> text = List.of(SimpleType.STRING);
        f.global("url", "string_to_url", URL, text, a -> parse((String) a[0]));
        f.global("isURL", "is_url_string", SimpleType.BOOL, text, a -> {
            try {
                parse((String) a[0]);
                return true;
            } catch (IllegalArgumentException not) {
                return false;
            }
        });
        List<CelType> url = List.of(URL);
        f.member("getScheme", "url_get_scheme", SimpleType.STRING, url, a -> orEmpty(of(a[0]).getScheme()));
        f.member("getHost", "url_get_host", SimpleType.STRING, url, a -> host(of(a[0])));
        f.member("getHostname", "url_get_hostname", SimpleType.STRING, url, a -> hostname(host(of(a[0]))));
        f.member("getPort", "url_get_port", SimpleType.STRING, url, a -> port(host(of(a[0]))));
        f.member("getEscapedPath", "url_get_escaped_path", SimpleType.STRING, url, a -> orEmpty(of(a[0]).getRawPath()));
        f.member("getQuery", "url_get_query", MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)), url,
                a -> query(orEmpty(of(a[0]).getRawQuery())));
    }

    private static URI of(Object value) {
        return ((Url) value).uri;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static Object parse(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null && !text.startsWith("/")) {
                throw new IllegalArgumentException("URL parse error during conversion from string: parse " + GoText.quote(text)
                        + ": invalid URI for request");
            }
            return new Url(uri);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("URL parse error during conversion from string: parse " + GoText.quote(text) + ": "
                    + wrong.getReason());
        }
    }

    private static String host(URI uri) {
        String authority = orEmpty(uri.getRawAuthority());
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String hostname(String host) {
        if (host.startsWith("[")) {
            return host.substring(1, Math.max(1, host.indexOf(']')));
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    private static String port(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? "" : host.substring(colon + 1);
    }

    private static Object query(String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String key = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
                String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
            }
        }
        return values;
    }
}
