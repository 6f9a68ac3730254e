package io.navarch.apiserver.validation;

import java.util.Optional;

/**
 * A range in CIDR notation, as Go's lenient parser takes it.
 *
 * @param bits of the prefix, out of 32 or 128 as the address is written
 * @param leadingZeros in the address or the number of bits
 */
public record IpRange(IpAddress address, int bits, boolean leadingZeros) {

    public static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,7}")) {
            return Optional.empty();
        }
        String number = text.substring(slash + 1);
        boolean zeros = number.length() > 1 && number.startsWith("0");
        int bits = Integer.parseInt(number);
        return IpAddress.parse(text.substring(0, slash))
                .filter(address -> bits <= (address.isV4() && !address.mapped() ? 32 : 128))
                .map(address -> new IpRange(address, bits, zeros || address.leadingZeros()));
    }

    /** Counted over the 128 bits an address is held in. */
    private int fullBits() {
        return address.isV4() && !address.mapped() ? bits + 96 : bits;
    }

    private IpAddress network() {
        return address.masked(fullBits());
    }

    public boolean isV4() {
        return address.isV4();
    }

    /** No bits of the address are set beyond the prefix. */
    public boolean isNetwork() {
        return address.sameAs(network());
    }

    /** Inside the other, and smaller. */
    public boolean isStrictlyInside(IpRange outer) {
        boolean sameFamily = isV4() == outer.isV4();
        return sameFamily && address.masked(outer.fullBits()).sameAs(outer.network()) && outer.fullBits() < fullBits();
    }

    /** The network, as Go's net package writes it. */
    public String canonical() {
        return network().canonical() + "/" + (address.isV4() ? fullBits() - 96 : bits);
    }

    /** The network, as Go's netip package writes it. */
    String asWritten() {
        return address.asWritten() + "/" + bits;
    }

    /** The address alone as a range. */
    String ofOne() {
        return address.canonical() + "/" + (address.isV4() ? 32 : 128);
    }
}
