package io.navarch.controllermanager.write;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Times as the API writes them: metav1.Time has seconds, metav1.MicroTime always six digits more. */
public final class Times {

    private static final DateTimeFormatter MICRO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    public static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static String micros(Instant time) {
        return MICRO.format(time);
    }

    public static @Nullable Instant read(@Nullable JsonNode time) {
        return time == null || !time.isString() ? null : Instant.parse(time.asString());
    }
}
