package io.navarch.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import io.navarch.apiserver.schema.StringFormats;
import io.navarch.apiserver.validation.Formats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** format.NAME(): the shapes of names and values, with what is wrong with a text. */
final class FormatFunctions {

    static final CelType FORMAT = OpaqueType.create("kubernetes.NamedFormat");

    record Format(String name, Function<String, List<String>> faults) {}

    private static final Map<String, Format> ALL = new LinkedHashMap<>();

    static {
        put("dns1123Label", Formats::dns1123Label);
        put("dns1123Subdomain", Formats::dns1123Subdomain);
        put("dns1035Label", Formats::dns1035Label);
        put("qualifiedName", Formats::qualifiedName);
        put("dns1123LabelPrefix", text -> Formats.dns1123Label(prefix(text)));
        put("dns1123SubdomainPrefix", text -> Formats.dns1123Subdomain(prefix(text)));
        put("dns1035LabelPrefix", text -> Formats.dns1035Label(prefix(text)));
        put("labelValue", Formats::labelValue);
        put("uri", text -> fits(text, "uri", "invalid URI"));
        put("uuid", text -> fits(text, "uuid", "does not match the UUID format"));
        put("byte", text -> fits(text, "byte", "invalid base64"));
        put("date", text -> fits(text, "date", "invalid date"));
        put("datetime", text -> fits(text, "datetime", "invalid datetime"));
    }

    private FormatFunctions() {}

    private static void put(String name, Function<String, List<String>> faults) {
        ALL.put(name, new Format(name, faults));
    }

    private static List<String> fits(String text, String format, String fault) {
        return StringFormats.fits(text, format) ? List.of() : List.of(fault);
    }

    /** What a name could begin with is what is one once a letter is put for a dash at its end. */
    private static String prefix(String text) {
        return text.endsWith("-") ? text.substring(0, text.length() - 1) + "a" : text;
    }

    static void declare(Functions f) {
        f.member("validate", "format-validate", OptionalType.create(ListType.create(SimpleType.STRING)),
                List.of(FORMAT, SimpleType.STRING), a -> {
                    List<String> faults = ((Format) a[0]).faults.apply((String) a[1]);
                    return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
                });
        f.global("format.named", "format-named", OptionalType.create(FORMAT), List.of(SimpleType.STRING),
                a -> Optional.ofNullable(ALL.get((String) a[0])));
        ALL.forEach((name, format) -> f.global("format." + name, "format." + name, FORMAT, List.of(), a -> format));
    }
}
