package io.navarch.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.validation.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** ip() and cidr(), strict as they are: no leading zeros, no IPv4 in IPv6's notation. */
final class AddressFunctions {

    static final CelType IP = OpaqueType.create("net.IP");
    static final CelType CIDR = OpaqueType.create("net.CIDR");

    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;
    private static final int V4_OFFSET = 96;

    /** An address by its 8 groups of 16 bits. */
    record Ip(IpAddress address) {
        boolean v4() {
            return address.isV4();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ip ip && v4() == ip.v4() && Arrays.equals(address.groups(), ip.address.groups());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(address.groups());
        }
    }

    record Cidr(Ip ip, int bits) {
        boolean contains(Ip other) {
            return ip.v4() == other.v4() && masked(ip, bits).equals(masked(other, bits));
        }
    }

    private AddressFunctions() {}

    static void declare(Functions f) {
        List<CelType> text = List.of(SimpleType.STRING);
        f.global("ip", "string_to_ip", IP, text, a -> ip((String) a[0]));
        f.global("isIP", "is_ip", SimpleType.BOOL, text, a -> fault((String) a[0]).isEmpty());
        f.global("ip.isCanonical", "ip_is_canonical", SimpleType.BOOL, text,
                a -> ip((String) a[0]).address().canonical().equals(a[0]));
        f.global("string", "ip_to_string", SimpleType.STRING, List.of(IP), a -> ((Ip) a[0]).address().canonical());
        List<CelType> address = List.of(IP);
        f.member("family", "ip_family", SimpleType.INT, address, a -> ((Ip) a[0]).v4() ? 4L : 6L);
        f.member("isUnspecified", "ip_is_unspecified", SimpleType.BOOL, address, a -> ((Ip) a[0]).address().isUnspecified());
        f.member("isLoopback", "ip_is_loopback", SimpleType.BOOL, address, a -> ((Ip) a[0]).address().isLoopback());
        f.member("isLinkLocalMulticast", "ip_is_link_local_multicast", SimpleType.BOOL, address,
                a -> ((Ip) a[0]).address().isLinkLocalMulticast());
        f.member("isLinkLocalUnicast", "ip_is_link_local_unicast", SimpleType.BOOL, address,
                a -> ((Ip) a[0]).address().isLinkLocal());
        f.member("isGlobalUnicast", "ip_is_global_unicast", SimpleType.BOOL, address, a -> globalUnicast((Ip) a[0]));
        ranges(f, text);
    }

    private static void ranges(Functions f, List<CelType> text) {
        f.global("cidr", "string_to_cidr", CIDR, text, a -> cidr((String) a[0]));
        f.global("isCIDR", "is_cidr", SimpleType.BOOL, text, a -> {
            try {
                cidr((String) a[0]);
                return true;
            } catch (IllegalArgumentException not) {
                return false;
            }
        });
        f.global("string", "cidr_to_string", SimpleType.STRING, List.of(CIDR),
                a -> ((Cidr) a[0]).ip().address().canonical() + "/" + ((Cidr) a[0]).bits());
        f.member("containsIP", "cidr_contains_ip_string", SimpleType.BOOL, List.of(CIDR, SimpleType.STRING),
                a -> ((Cidr) a[0]).contains(ip((String) a[1])));
        f.member("containsIP", "cidr_contains_ip_ip", SimpleType.BOOL, List.of(CIDR, IP), a -> ((Cidr) a[0]).contains((Ip) a[1]));
        f.member("containsCIDR", "cidr_contains_cidr_string", SimpleType.BOOL, List.of(CIDR, SimpleType.STRING),
                a -> within((Cidr) a[0], cidr((String) a[1])));
        f.member("containsCIDR", "cidr_contains_cidr", SimpleType.BOOL, List.of(CIDR, CIDR), a -> within((Cidr) a[0], (Cidr) a[1]));
        f.member("ip", "cidr_ip", IP, List.of(CIDR), a -> ((Cidr) a[0]).ip());
        f.member("prefixLength", "cidr_prefix_length", SimpleType.INT, List.of(CIDR), a -> (long) ((Cidr) a[0]).bits());
        f.member("masked", "cidr_masked", CIDR, List.of(CIDR),
                a -> new Cidr(masked(((Cidr) a[0]).ip(), ((Cidr) a[0]).bits()), ((Cidr) a[0]).bits()));
    }

    private static boolean within(Cidr outer, Cidr inner) {
        return outer.contains(masked(inner.ip(), inner.bits())) && outer.bits() <= inner.bits();
    }

    private static Ip masked(Ip ip, int bits) {
        int full = ip.v4() ? bits + V4_OFFSET : bits;
        int[] groups = ip.address().groups().clone();
        for (int i = 0; i < groups.length; i++) {
            int kept = Math.clamp(full - 16L * i, 0, 16);
            groups[i] &= 0xffff << 16 - kept & 0xffff;
        }
        return new Ip(new IpAddress(groups, false, false));
    }

    private static boolean globalUnicast(Ip ip) {
        int[] groups = ip.address().groups();
        boolean multicast = ip.v4() ? groups[6] >> 12 == 0xe : groups[0] >> 8 == 0xff;
        boolean broadcast = ip.v4() && groups[6] == 0xffff && groups[7] == 0xffff;
        return !multicast
                && !broadcast
                && !ip.address().isUnspecified()
                && !ip.address().isLoopback()
                && !ip.address().isLinkLocal();
    }

    private static Ip ip(String text) {
        fault(text).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return new Ip(IpAddress.parse(text).orElseThrow());
    }

    private static Optional<String> fault(String text) {
        if (text.indexOf('%') >= 0 && text.indexOf(':') >= 0) {
            return Optional.of("IP address " + GoText.quote(text) + " with zone value is not allowed");
        }
        Optional<IpAddress> parsed = IpAddress.parse(text);
        if (parsed.isEmpty() || parsed.get().leadingZeros()) {
            String why = parsed.isPresent() ? "IPv4 field has octet with leading zero" : "unable to parse IP";
            return Optional.of("IP Address " + GoText.quote(text) + " parse error during conversion from string: ParseAddr("
                    + GoText.quote(text) + "): " + why);
        }
        return parsed.get().mapped()
                ? Optional.of("IPv4-mapped IPv6 address " + GoText.quote(text) + " is not allowed")
                : Optional.empty();
    }

    private static Cidr cidr(String text) {
        int slash = text.lastIndexOf('/');
        String why = null;
        if (slash < 0) {
            why = "no '/'";
        } else {
            Optional<IpAddress> parsed = IpAddress.parse(text.substring(0, slash)).filter(a -> !a.leadingZeros());
            String bits = text.substring(slash + 1);
            if (parsed.isEmpty()) {
                why = "ParseAddr(" + GoText.quote(text.substring(0, slash)) + "): unable to parse IP";
            } else if (!bits.matches("0|[1-9][0-9]{0,8}")) {
                why = "bad bits after slash: " + GoText.quote(bits);
            } else if (Integer.parseInt(bits) > (parsed.get().isV4() && !parsed.get().mapped() ? V4_BITS : V6_BITS)) {
                why = "prefix length out of range";
            } else if (parsed.get().mapped()) {
                throw new IllegalArgumentException("network address parse error during conversion from string: IPv4-mapped IPv6 address "
                        + GoText.quote(text) + " is not allowed");
            } else {
                return new Cidr(new Ip(parsed.get()), Integer.parseInt(bits));
            }
        }
        throw new IllegalArgumentException(
                "network address parse error during conversion from string: network address parse error during conversion from string:"
                        + " netip.ParsePrefix(" + GoText.quote(text) + "): " + why);
    }
}
