package io.navarch.apiserver.validation.device;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Names of drivers, pools, requests and attributes, and lists with a limit. */
final class DeviceNames {

    private static final int LONGEST_DRIVER = 63;
    private static final int LONGEST_POOL = 253;
    private static final int LONGEST_ID = 32;

    private DeviceNames() {}

    /** As a CSI driver's; capitals are tolerated. */
    static void driver(Field name) {
        if (name.mustBeSet()) {
            driver(name.text(), name);
        }
    }

    private static void driver(String driver, Field field) {
        if (driver.length() > LONGEST_DRIVER) {
            field.tooLong(LONGEST_DRIVER);
        }
        Formats.dns1123Subdomain(driver.toLowerCase(Locale.ROOT)).forEach(message -> field.invalid(driver, message));
    }

    static void pool(Field name) {
        if (!name.mustBeSet()) {
            return;
        }
        if (name.text().length() > LONGEST_POOL) {
            name.tooLong(LONGEST_POOL);
        }
        for (String part : name.text().split("/", -1)) {
            Formats.dns1123Subdomain(part).forEach(message -> name.invalid(part, message));
        }
    }

    static void label(Field name) {
        Formats.dns1123Label(name.text()).forEach(message -> name.invalid(name.text(), message));
    }

    static void uid(Field uid) {
        String text = uid.text();
        try {
            boolean normal = UUID.fromString(text).toString().equals(text);
            if (!normal) {
                uid.invalid("uid must be in RFC 4122 normalized form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` with lowercase hexadecimal"
                        + " characters");
            }
        } catch (IllegalArgumentException malformed) {
            uid.invalid("error validating uid: invalid UUID " + (text.length() == 36 ? "format" : "length: " + text.length()));
        }
    }

    /** An identifier of C, with or without a domain before it. */
    static void qualified(String name, Field field) {
        String[] parts = name.split("/", -1);
        if (parts.length == 1) {
            identifier(name, field);
        } else if (parts.length == 2) {
            if (parts[0].isEmpty()) {
                field.invalid("", "the domain must not be empty");
            } else {
                driver(parts[0], field);
            }
            if (parts[1].isEmpty()) {
                field.invalid("", "the name must not be empty");
            } else {
                identifier(parts[1], field);
            }
        }
    }

    private static void identifier(String id, Field field) {
        if (id.length() > LONGEST_ID) {
            field.tooLong(LONGEST_ID);
        }
        Formats.cIdentifier(id).forEach(message -> field.invalid(id, message));
    }

    static void fullyQualified(Field name) {
        qualified(name.text(), name);
        if (!name.text().contains("/")) {
            name.invalid(name.text(), "a fully qualified name must be a domain and a name separated by a slash");
        }
    }

    /** At most so many, each in order; nothing more is said of too many. -1 is no limit. */
    static boolean list(Field list, int most, Consumer<Field> check) {
        if (most >= 0 && list.size() > most) {
            list.tooMany(most);
            return false;
        }
        list.items().forEach(check);
        return true;
    }

    /** As a list, without two of the same key. */
    static void set(Field list, int most, Consumer<Field> check, Function<Field, String> key) {
        if (list(list, most, check)) {
            Set<String> seen = new HashSet<>();
            for (Field item : list.items()) {
                if (!seen.add(key.apply(item))) {
                    item.duplicate(key.apply(item));
                }
            }
        }
    }

    /** The names of requests, and of alternatives as request/alternative. */
    static Set<String> requests(Field claim) {
        Set<String> names = new HashSet<>();
        for (Field request : claim.at("requests").items()) {
            names.add(request.at("name").text());
            for (Field alternative : request.at("firstAvailable").items()) {
                names.add(request.at("name").text() + "/" + alternative.at("name").text());
            }
        }
        return names;
    }

    static void reference(Field name, Set<String> requests) {
        List<String> parts = List.of(name.text().split("/", -1));
        if (parts.size() <= 2) {
            parts.forEach(part -> Formats.dns1123Label(part).forEach(message -> name.invalid(part, message)));
        }
        if (parts.size() > 2 || !requests.contains(name.text())) {
            name.invalid("must be the name of a request in the claim or the name of a request and a subrequest separated by '/'");
        }
    }
}
