package io.navarch.apiserver.validation.certificate;

import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.List;

/** The name of a signer: a domain and a path within it, such as example.com/clients. */
final class SignerName {

    private static final int DOMAIN_LENGTH = 253;
    private static final int LENGTH = 571;

    private SignerName() {}

    static void check(Field field) {
        String name = field.text();
        if (!field.mustBeSet()) {
            return;
        }
        String[] parts = name.split("/", -1);
        if (parts.length != 2) {
            field.invalid("must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }
        if (parts[0].length() > DOMAIN_LENGTH) {
            field.tooLong(DOMAIN_LENGTH);
        }
        String[] labels = parts[0].split("\\.", -1);
        for (String label : labels) {
            List<String> wrong = Formats.dns1123Label(label);
            if (!wrong.isEmpty()) {
                wrong.forEach(message -> field.invalid(parts[0], "validating label " + GoText.quote(label) + ": " + message));
                break;
            }
        }
        if (labels.length < 2) {
            field.invalid(parts[0], "should be a domain with at least two segments separated by dots");
        }
        for (String label : parts[1].split("\\.", -1)) {
            List<String> wrong = Formats.dns1123Subdomain(label);
            if (!wrong.isEmpty()) {
                wrong.forEach(message -> field.invalid(parts[1], "validating label " + GoText.quote(label) + ": " + message));
                break;
            }
        }
        if (name.length() > LENGTH) {
            field.tooLong(LENGTH);
        }
    }
}
