package io.navarch.controllermanager.servicecidr;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;

/** Blocks of addresses in CIDR form, IPv4 or IPv6. */
record Blocks(List<Block> blocks) {

    /** {@code bits} is the length of its addresses: 32 or 128. */
    record Block(BigInteger network, int prefix, int bits) {

        boolean contains(BigInteger address, int length) {
            return length == bits && address.shiftRight(bits - prefix).equals(network.shiftRight(bits - prefix));
        }
    }

    static Blocks of(List<String> cidrs) {
        return new Blocks(cidrs.stream().map(Blocks::block).toList());
    }

    boolean contains(String address) {
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        return blocks.stream().anyMatch(block -> block.contains(new BigInteger(1, bytes), bytes.length * Byte.SIZE));
    }

    boolean containsAll(Blocks others) {
        return others.blocks.stream().allMatch(other -> blocks.stream()
                .anyMatch(block -> block.prefix <= other.prefix && block.contains(other.network, other.bits)));
    }

    private static Block block(String cidr) {
        int slash = cidr.indexOf('/');
        byte[] bytes = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
        return new Block(new BigInteger(1, bytes), Integer.parseInt(cidr.substring(slash + 1)), bytes.length * Byte.SIZE);
    }
}
