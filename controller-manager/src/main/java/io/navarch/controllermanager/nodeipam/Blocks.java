package io.navarch.controllermanager.nodeipam;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/** The blocks of an IPv4 range, numbered: 10.244.0.0/16 in /24 has 256, of which number 3 is 10.244.3.0/24. */
final class Blocks {

    private final long base;
    private final int rangeLength;
    private final int blockLength;

    Blocks(String range, int blockLength) {
        this.rangeLength = Integer.parseInt(range.substring(range.indexOf('/') + 1));
        this.blockLength = blockLength;
        if (blockLength < rangeLength || blockLength > 32) {
            throw new IllegalArgumentException("a block of /" + blockLength + " does not fit into " + range);
        }
        this.base = address(range) >>> (32 - rangeLength) << (32 - rangeLength);
    }

    private static long address(String cidr) {
        long address = 0;
        for (String part : cidr.substring(0, cidr.indexOf('/')).split("\\.")) {
            address = address << 8 | Integer.parseInt(part);
        }
        return address;
    }

    int count() {
        return 1 << (blockLength - rangeLength);
    }

    String block(int number) {
        long at = base + ((long) number << (32 - blockLength));
        return (at >>> 24) + "." + (at >>> 16 & 255) + "." + (at >>> 8 & 255) + "." + (at & 255) + "/" + blockLength;
    }

    /** The number of a block; empty when it is not of this range. */
    OptionalInt number(String block) {
        if (block.indexOf(':') >= 0 || block.indexOf('/') < 0) {
            return OptionalInt.empty();
        }
        long number = address(block) - base >> (32 - blockLength);
        return number < 0 || number >= count() ? OptionalInt.empty() : OptionalInt.of((int) number);
    }

    BitSet taken(List<String> blocks) {
        BitSet taken = new BitSet(count());
        blocks.forEach(block -> number(block).ifPresent(taken::set));
        return taken;
    }
}
