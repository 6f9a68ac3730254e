package io.navarch.apiserver.validation;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An address as Go's lenient parser takes it.
 *
 * @param groups the 8 groups of 16 bits; an IPv4 address is held as IPv6 holds it, ::ffff:a.b.c.d
 * @param mapped an IPv4 address written in IPv6's notation
 * @param leadingZeros whether a part in decimal is written with one, which strict parsers refuse: some read it as octal
 */
public record IpAddress(int[] groups, boolean mapped, boolean leadingZeros) {

    private static final int GROUPS = 8;
    private static final int MAPPED = 0xffff;

    public static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
    }

    private static Optional<IpAddress> parseV4(String text) {
        int[] groups = new int[GROUPS];
        groups[5] = MAPPED;
        return octets(text, groups, 6)
                ? Optional.of(new IpAddress(groups, false, zeros(text)))
                : Optional.empty();
    }

    private static boolean zeros(String decimal) {
        return Arrays.stream(decimal.split("\\.")).anyMatch(part -> part.length() > 1 && part.startsWith("0"));
    }

    private static boolean octets(String text, int[] groups, int at) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4 || at + 2 > GROUPS) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            if (!parts[i].matches("[0-9]{1,9}") || Integer.parseInt(parts[i]) > 255) {
                return false;
            }
            groups[at + i / 2] = groups[at + i / 2] << 8 | Integer.parseInt(parts[i]);
        }
        return true;
    }

    /** RFC 4291's text form, without a zone. */
    private static Optional<IpAddress> parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        String head = gap < 0 ? text : text.substring(0, gap);
        String tail = gap < 0 ? "" : text.substring(gap + 2);
        int[] before = new int[GROUPS];
        int[] after = new int[GROUPS];
        int headed = fill(head, before, gap < 0);
        int tailed = fill(tail, after, true);
        if (headed < 0 || tailed < 0 || (gap < 0 ? headed != GROUPS : headed + tailed >= GROUPS)) {
            return Optional.empty();
        }
        System.arraycopy(after, 0, before, GROUPS - tailed, tailed);
        String decimal = text.substring(text.lastIndexOf(':') + 1);
        IpAddress address = new IpAddress(before, false, decimal.contains(".") && zeros(decimal));
        return Optional.of(new IpAddress(before, address.isV4(), address.leadingZeros()));
    }

    /** How many groups the part has, -1 if it is none. */
    private static int fill(String part, int[] groups, boolean mayEndInDecimal) {
        if (part.isEmpty()) {
            return 0;
        }
        int count = 0;
        String[] words = part.split(":", -1);
        for (int i = 0; i < words.length; i++) {
            if (count >= GROUPS) {
                return -1;
            }
            if (words[i].matches("[0-9a-fA-F]{1,4}")) {
                groups[count++] = Integer.parseInt(words[i], 16);
            } else if (mayEndInDecimal && i == words.length - 1 && octets(words[i], groups, count)) {
                count += 2;
            } else {
                return -1;
            }
        }
        return count;
    }

    /** IPv4, however written. */
    public boolean isV4() {
        return groups[5] == MAPPED && IntStream.range(0, 5).allMatch(i -> groups[i] == 0);
    }

    public boolean isUnspecified() {
        return IntStream.range(0, GROUPS).allMatch(i -> groups[i] == 0 || isV4() && i == 5);
    }

    public boolean isLoopback() {
        return isV4() ? groups[6] >> 8 == 127 : groups[7] == 1 && IntStream.range(0, 7).allMatch(i -> groups[i] == 0);
    }

    public boolean isLinkLocal() {
        return isV4() ? groups[6] == 0xa9fe : (groups[0] & 0xffc0) == 0xfe80;
    }

    public boolean isLinkLocalMulticast() {
        return isV4() ? groups[6] == 0xe000 && groups[7] >> 8 == 0 : (groups[0] & 0xff0f) == 0xff02;
    }

    /** The first bits of the 128, all others zero. */
    IpAddress masked(int bits) {
        int[] masked = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            int kept = Math.clamp(bits - 16L * i, 0, 16);
            masked[i] = groups[i] & 0xffff << 16 - kept & 0xffff;
        }
        return new IpAddress(masked, mapped, leadingZeros);
    }

    boolean sameAs(IpAddress other) {
        return Arrays.equals(groups, other.groups);
    }

    /** As Go's net package writes it: IPv4 in decimal, IPv6 after RFC 5952. */
    public String canonical() {
        return isV4() ? decimal() : hexadecimal();
    }

    /** As Go's netip package writes it: an IPv4 address written in IPv6's notation stays in it. */
    String asWritten() {
        return mapped ? "::ffff:" + decimal() : canonical();
    }

    private String decimal() {
        return (groups[6] >> 8) + "." + (groups[6] & 255) + "." + (groups[7] >> 8) + "." + (groups[7] & 255);
    }

    private String hexadecimal() {
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        return start < 0 ? hex(0, GROUPS) : hex(0, start) + "::" + hex(start + length, GROUPS);
    }

    private String hex(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Integer.toHexString(groups[i])).collect(Collectors.joining(":"));
    }
}
