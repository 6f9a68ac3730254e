package io.navarch.apiserver.validation;

import io.navarch.apiserver.status.GoText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** IP addresses and ranges as text, and what Kubernetes says of them. */
public final class Addresses {

    private Addresses() {}

    /** An address in a field of long standing: any notation that all readers read alike. */
    public static void ip(Field field) {
        ip(field, List.of());
    }

    /** As {@link #ip(Field)}; what was there before may stay. */
    public static void ip(Field field, Collection<String> before) {
        if (!before.contains(field.text())) {
            field.invalidFor(ipFaults(field.text()));
        }
    }

    private static List<String> ipFaults(String text) {
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isEmpty()) {
            return List.of("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }
        if (address.get().leadingZeros()) {
            return List.of("must not have leading 0s");
        }
        return address.get().mapped() ? List.of("must not be an IPv4-mapped IPv6 address") : List.of();
    }

    /** What is wrong with an address in a younger field, which must be in canonical form. */
    public static List<String> canonicalIpFaults(String text) {
        List<String> faults = ipFaults(text);
        String canonical = IpAddress.parse(text).map(IpAddress::canonical).orElse("");
        return faults.isEmpty() && !canonical.equals(text)
                ? List.of("must be in canonical form (" + GoText.quote(canonical) + ")")
                : faults;
    }

    /** A range in a field of long standing. */
    public static void cidr(Field field) {
        cidr(field, List.of());
    }

    /** As {@link #cidr(Field)}; what was there before may stay. */
    public static void cidr(Field field, Collection<String> before) {
        if (!before.contains(field.text())) {
            field.invalidFor(cidrFaults(field.text()));
        }
    }

    private static List<String> cidrFaults(String text) {
        Optional<IpRange> range = IpRange.parse(text);
        if (range.isEmpty()) {
            return List.of("must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
        }
        if (range.get().leadingZeros()) {
            return List.of("must not have leading 0s in IP or prefix length");
        }
        if (range.get().address().mapped()) {
            return List.of("must not have an IPv4-mapped IPv6 address");
        }
        return range.get().isNetwork() ? List.of() : List.of("must not have bits set beyond the prefix length");
    }

    /** A range in a younger field, which must be in canonical form. */
    public static void canonicalCidr(Field field) {
        List<String> faults = cidrFaults(field.text());
        String canonical = IpRange.parse(field.text()).map(IpRange::canonical).orElse("");
        field.invalidFor(
                faults.isEmpty() && !canonical.equals(field.text())
                        ? List.of("must be in canonical form (" + GoText.quote(canonical) + ")")
                        : faults);
    }

    /** An address with the length of its network, such as 10.9.8.7/24, in canonical form. */
    public static void interfaceAddress(Field field) {
        Optional<IpRange> range = IpRange.parse(field.text());
        if (range.isEmpty()) {
            field.invalid("must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)");
            return;
        }
        IpAddress address = range.get().address();
        int bits = address.mapped() && range.get().bits() > 32 ? range.get().bits() - 96 : range.get().bits();
        String canonical = address.canonical() + "/" + bits;
        if (!canonical.equals(field.text())) {
            field.invalid("must be in canonical form (" + GoText.quote(canonical) + ")");
        }
    }

    /** An address packets can be sent to. */
    public static void endpoint(Field field) {
        Optional<IpAddress> parsed = IpAddress.parse(field.text());
        if (parsed.isEmpty()) {
            field.invalid("must be a valid IP address");
            return;
        }
        IpAddress address = parsed.get();
        if (address.isUnspecified()) {
            field.invalid("may not be unspecified (" + field.text() + ")");
        }
        if (address.isLoopback()) {
            field.invalid("may not be in the loopback range (127.0.0.0/8, ::1/128)");
        }
        if (address.isLinkLocal()) {
            field.invalid("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        }
        if (address.isLinkLocalMulticast()) {
            field.invalid("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
        }
    }

    /** What a client is warned of in an address that was accepted. */
    public static List<String> ipWarnings(String path, String text) {
        Optional<IpAddress> parsed = IpAddress.parse(text);
        if (parsed.isEmpty()) {
            return List.of();
        }
        IpAddress address = parsed.get();
        if (address.leadingZeros() || address.mapped()) {
            return List.of(path + ": non-standard IP address " + GoText.quote(text) + " is invalid: use "
                    + GoText.quote(address.canonical()));
        }
        return address.isV4() || address.canonical().equals(text)
                ? List.of()
                : List.of(path + ": IPv6 address " + GoText.quote(text) + " should be in RFC 5952 canonical format ("
                        + GoText.quote(address.canonical()) + ")");
    }

    /** What a client is warned of in a range that was accepted. */
    public static List<String> cidrWarnings(String path, String text) {
        Optional<IpRange> parsed = IpRange.parse(text);
        if (parsed.isEmpty()) {
            return List.of();
        }
        IpRange range = parsed.get();
        List<String> warnings = new ArrayList<>(0);
        if (!range.isNetwork()) {
            warnings.add(path + ": CIDR value " + GoText.quote(text) + " is ambiguous in this context (should be "
                    + GoText.quote(range.canonical()) + " or " + GoText.quote(range.ofOne()) + "?)");
        }
        if (range.leadingZeros() || range.address().mapped()) {
            warnings.add(path + ": non-standard CIDR value " + GoText.quote(text) + " is invalid: use "
                    + GoText.quote(range.canonical()));
        }
        if (warnings.isEmpty() && !range.isV4() && !range.asWritten().equals(text)) {
            warnings.add(path + ": IPv6 CIDR value " + GoText.quote(text) + " should be in RFC 5952 canonical format ("
                    + GoText.quote(range.asWritten()) + ")");
        }
        return warnings;
    }

    public static boolean isIp(String text) {
        return IpAddress.parse(text).isPresent();
    }

    public static boolean isIpv4(String text) {
        return IpAddress.parse(text).filter(address -> address.isV4() && !address.mapped()).isPresent();
    }

    public static boolean isIpv6(String text) {
        return IpAddress.parse(text).filter(address -> !address.isV4()).isPresent();
    }

    public static boolean isCidr(String text) {
        return IpRange.parse(text).isPresent();
    }
}
