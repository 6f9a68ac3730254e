package io.navarch.apiserver.admission.podsecurity;

import io.navarch.apiserver.admission.podsecurity.Check.Level;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a namespace's labels ask for. What cannot be read is enforced at its strictest and not warned about. */
record Policy(LevelVersion enforce, LevelVersion audit, LevelVersion warn, List<FieldError> errors) {

    private static final String PREFIX = "pod-security.kubernetes.io/";
    private static final Pattern VERSION = Pattern.compile("v1\\.([0-9]|[1-9][0-9]*)");
    private static final LevelVersion NONE = new LevelVersion(Level.PRIVILEGED, LevelVersion.LATEST);

    /** A level as of a minor version. */
    record LevelVersion(Level level, int minor) {

        static final int LATEST = Integer.MAX_VALUE;

        @Override
        public String toString() {
            return level.name().toLowerCase(Locale.ROOT) + ":" + (minor == LATEST ? "latest" : "v1." + minor);
        }
    }

    static Policy of(JsonNode namespace) {
        JsonNode labels = namespace.path("metadata").path("labels");
        List<FieldError> errors = new java.util.ArrayList<>();
        LevelVersion enforce = read(labels, "enforce", Level.RESTRICTED, errors::add);
        LevelVersion audit = read(labels, "audit", Level.PRIVILEGED, errors::add);
        LevelVersion warn = read(labels, "warn", Level.PRIVILEGED, errors::add);
        boolean enforceSaid = level(labels.path(PREFIX + "enforce").asString("")) != null;
        if (!labels.has(PREFIX + "warn") && enforceSaid && Standards.stricter(enforce.level(), warn.level())) {
            int minor = labels.has(PREFIX + "warn-version") ? warn.minor() : enforce.minor();
            warn = new LevelVersion(enforce.level(), minor);
        }
        return new Policy(enforce, audit, warn, errors);
    }

    private static LevelVersion read(JsonNode labels, String mode, Level unreadable, Consumer<FieldError> errors) {
        Level level = NONE.level();
        if (labels.has(PREFIX + mode)) {
            String text = labels.path(PREFIX + mode).asString("");
            Level said = level(text);
            if (said == null) {
                errors.accept(FieldError.invalid(
                        path(mode), text, "must be one of privileged, baseline, restricted"));
            }
            level = said == null ? unreadable : said;
        }
        String versionLabel = mode + "-version";
        int minor = LevelVersion.LATEST;
        if (labels.has(PREFIX + versionLabel)) {
            String text = labels.path(PREFIX + versionLabel).asString("");
            Matcher form = VERSION.matcher(text);
            if (form.matches() && form.group(1).length() < 10) {
                minor = Integer.parseInt(form.group(1));
            } else if (!text.equals("latest")) {
                errors.accept(FieldError.invalid(path(versionLabel), text, "must be \"latest\" or \"v1.x\""));
            }
        }
        return new LevelVersion(level, minor);
    }

    private static FieldPath path(String label) {
        return FieldPath.of("metadata", "labels").key(PREFIX + label);
    }

    private static @org.jspecify.annotations.Nullable Level level(String text) {
        return switch (text) {
            case "privileged" -> Level.PRIVILEGED;
            case "baseline" -> Level.BASELINE;
            case "restricted" -> Level.RESTRICTED;
            default -> null;
        };
    }

    boolean demandsNothing() {
        return errors.isEmpty()
                && enforce.level() == Level.PRIVILEGED
                && audit.level() == Level.PRIVILEGED
                && warn.level() == Level.PRIVILEGED;
    }
}
