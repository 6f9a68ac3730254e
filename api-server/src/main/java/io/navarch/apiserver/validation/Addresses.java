package io.navarch.apiserver.validation;

import java.util.regex.Pattern;

/** IP addresses and ranges as text. */
public final class Addresses {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    /** Go's lenient parser takes leading zeros, which fields older than its strictness still may have. */
    private static final Pattern LEADING_ZERO = Pattern.compile("(?:^|\\.)0\\d");
    private static final Pattern IPV4_SLOPPY = Pattern.compile("\\d{1,12}(?:\\.\\d{1,12}){3}");

    private Addresses() {}

    /** An address in a field of long standing: what Go's lenient parser takes. */
    public static void ip(Field field) {
        if (!isIp(field.text())) {
            field.invalid("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        } else if (LEADING_ZERO.matcher(field.text()).find() && !isIpv6(field.text())) {
            field.invalid("must not have leading 0s");
        }
    }

    /** A range in a field of long standing. */
    public static void cidr(Field field) {
        if (!isCidr(field.text())) {
            field.invalid("must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
        }
    }

    public static boolean isIp(String text) {
        return isIpv4(text) || isIpv6(text);
    }

    public static boolean isIpv4(String text) {
        if (IPV4.matcher(text).matches()) {
            return true;
        }
        if (!IPV4_SLOPPY.matcher(text).matches()) {
            return false;
        }
        for (String part : text.split("\\.")) {
            if (Long.parseLong(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /** RFC 4291 text form, without a zone. */
    public static boolean isIpv6(String text) {
        if (!text.contains(":") || text.contains(":::")) {
            return false;
        }
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        String[] halves = gap < 0 ? new String[] {text} : new String[] {text.substring(0, gap), text.substring(gap + 2)};
        int groups = 0;
        for (int h = 0; h < halves.length; h++) {
            if (halves[h].isEmpty()) {
                continue;
            }
            String[] parts = halves[h].split(":", -1);
            for (int i = 0; i < parts.length; i++) {
                boolean last = h == halves.length - 1 && i == parts.length - 1;
                if (last && parts[i].contains(".")) {
                    if (!isIpv4(parts[i])) {
                        return false;
                    }
                    groups += 2;
                } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                    groups++;
                } else {
                    return false;
                }
            }
        }
        return gap < 0 ? groups == 8 : groups < 8;
    }

    public static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return false;
        }
        String address = text.substring(0, slash);
        int bits = Integer.parseInt(text.substring(slash + 1));
        return isIpv4(address) ? bits <= 32 : isIpv6(address) && bits <= 128;
    }
}
