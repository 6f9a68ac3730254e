package io.navarch.controllermanager.pods;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A number or a percentage, as in "25%". */
public final class Share {

    public enum Rounding {
        UP,
        DOWN
    }

    private Share() {}

    /** The number, or the percentage of the total; 0 for what is absent or neither. */
    public static int of(@Nullable JsonNode share, int total, Rounding rounding) {
        if (share == null || share.isNull() || share.isMissingNode()) {
            return 0;
        }
        if (share.isNumber()) {
            return share.asInt();
        }
        String text = share.asString("");
        if (!text.endsWith("%")) {
            return 0;
        }
        long hundredths;
        try {
            hundredths = Long.parseLong(text.substring(0, text.length() - 1)) * total;
        } catch (NumberFormatException e) {
            return 0;
        }
        return Math.toIntExact(rounding == Rounding.UP ? Math.ceilDiv(hundredths, 100L) : hundredths / 100);
    }
}
