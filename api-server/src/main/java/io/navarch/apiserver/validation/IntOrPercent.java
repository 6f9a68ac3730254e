package io.navarch.apiserver.validation;

/** So many of some pods, or so many percent of them. */
public final class IntOrPercent {

    private static final int ALL = 100;

    private IntOrPercent() {}

    public static void check(Field field) {
        if (field.value().isString()) {
            Formats.percent(field.text()).forEach(field::invalid);
        } else {
            field.mustNotBeNegative();
        }
    }

    /** The number or the percentage; what is neither counts as its leading number, or 0. */
    public static long amount(Field field) {
        if (!field.value().isString()) {
            return field.number();
        }
        String text = isPercent(field) ? field.text().substring(0, field.text().length() - 1) : field.text();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    public static void notMoreThanAll(Field field) {
        if (isPercent(field) && amount(field) > ALL) {
            field.invalid("must not be greater than 100%");
        }
    }

    private static boolean isPercent(Field field) {
        return field.value().isString() && Formats.percent(field.text()).isEmpty();
    }
}
