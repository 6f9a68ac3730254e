package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.validation.Addresses;
import io.navarch.machinery.object.GroupResource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The IPv4 service addresses of the cluster: the first ServiceCIDR that is not being deleted. */
record AddressRange(String text, long first, long size) {

    private static final String FALLBACK = "10.96.0.0/16";
    private static final int SMALLEST_STATIC_PART = 16;
    private static final int LARGEST_STATIC_PART = 256;

    static AddressRange of(Objects objects) {
        for (ObjectNode range : objects.list(new GroupResource("networking.k8s.io", "servicecidrs"), "")) {
            if (range.path("metadata").has("deletionTimestamp")) {
                continue;
            }
            for (JsonNode cidr : range.path("spec").path("cidrs")) {
                if (!cidr.asString("").contains(":")) {
                    return parse(cidr.asString());
                }
            }
        }
        return parse(FALLBACK);
    }

    /** Network and broadcast address are not to be given out: 10.96.0.0/16 has 65,534 from 10.96.0.1. */
    static AddressRange parse(String cidr) {
        int slash = cidr.indexOf('/');
        int bits = Integer.parseInt(cidr.substring(slash + 1));
        long size = 1L << (32 - bits);
        long network = number(cidr.substring(0, slash)) & -size;
        return new AddressRange(cidr, network + 1, Math.max(1, size - 2));
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    private static String address(long number) {
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    boolean contains(String address) {
        if (!Addresses.isIpv4(address)) {
            return false;
        }
        long number = number(address);
        return number >= first && number < first + size;
    }

    /** From the upper part; the lower is left to those who ask for a certain address (KEP-3070). */
    String random(RandomGenerator random) {
        long reserved = size < SMALLEST_STATIC_PART
                ? 0
                : Math.min(Math.max(SMALLEST_STATIC_PART, size / SMALLEST_STATIC_PART), LARGEST_STATIC_PART);
        return address(first + reserved + random.nextLong(Math.max(1, size - reserved)));
    }

    List<String> all() {
        return LongStream.range(first, first + Math.min(size, 1 << 16)).mapToObj(AddressRange::address).toList();
    }
}
