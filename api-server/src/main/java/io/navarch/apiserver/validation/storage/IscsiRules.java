package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.List;
import java.util.regex.Pattern;

/** iSCSI: qualified names (RFC 3720) and the length of what the node makes a device name of. */
final class IscsiRules {

    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("iqn\\.\\d{4}-\\d{2}\\.([\\p{Alnum}.-]+)(:[^,;*&$|\\s]+)$"),
            Pattern.compile("^eui.[\\p{Alnum}]{16}$"),
            Pattern.compile("^naa.[\\p{Alnum}]{32}$"));
    private static final int LONGEST_NAME = 64;
    static final String TOO_LONG =
            "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.";

    private IscsiRules() {}

    /** Of a pod's volume. */
    static void inline(Field source) {
        source.at("targetPortal").mustBeSet();
        rest(source, "must be valid format starting with iqn, eui, or naa");
        initiator(source, "must be valid format starting with iqn, eui, or naa");
    }

    static void persistent(Field source, String volume) {
        source.at("targetPortal").mustBeSet();
        if (isTooLong(source, volume)) {
            source.at("targetPortal").as(source.path().child("targetportal")).invalid(source.at("targetPortal").text(), TOO_LONG);
        }
        rest(source, "must be valid format");
        VolumeSources.reference(source.at("secretRef"), List.of("name"));
        initiator(source, "must be valid format");
    }

    static boolean isTooLong(Field source, String volume) {
        return source.at("initiatorName").isSet()
                && (volume + ":" + source.at("targetPortal").text()).length() > LONGEST_NAME;
    }

    private static void rest(Field source, String unknownForm) {
        if (source.at("iqn").mustBeSet()) {
            name(source.at("iqn"), unknownForm);
        }
        Field lun = source.at("lun");
        lun.invalidFor(Formats.inRange(lun.number(), 0, 255));
        boolean authenticated = source.at("chapAuthDiscovery").flag() || source.at("chapAuthSession").flag();
        if (authenticated && !source.at("secretRef").isSet()) {
            source.at("secretRef").required();
        }
    }

    private static void initiator(Field source, String unknownForm) {
        if (source.at("initiatorName").isSet()) {
            name(source.at("initiatorName").as(source.path().child("initiatorname")), unknownForm);
        }
    }

    private static void name(Field name, String unknownForm) {
        List<String> prefixes = List.of("iqn", "eui", "naa");
        for (int i = 0; i < prefixes.size(); i++) {
            if (name.text().startsWith(prefixes.get(i))) {
                if (!FORMS.get(i).matcher(name.text()).find()) {
                    name.invalid("must be valid format");
                }
                return;
            }
        }
        name.invalid(unknownForm);
    }
}
