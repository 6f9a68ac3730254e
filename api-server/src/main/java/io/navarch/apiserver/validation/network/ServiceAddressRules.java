package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy of a service that is not an ExternalName. */
public final class ServiceAddressRules {

    private static final String NONE = "None";
    private static final int MOST_ADDRESSES = 2;
    private static final List<String> FAMILIES = List.of("IPv4", "IPv6");
    private static final List<String> POLICIES = List.of("PreferDualStack", "RequireDualStack", "SingleStack");

    private ServiceAddressRules() {}

    /** Also asked before addresses are allocated. */
    public static void check(Field spec, JsonNode before) {
        if (spec.at("type").text().equals("ExternalName")) {
            return;
        }
        Field addresses = spec.at("clusterIPs");
        first(spec.at("clusterIP"), addresses);
        Set<String> seen = new HashSet<>();
        for (Field family : spec.at("ipFamilies").items()) {
            if (!family.isOneOf(FAMILIES)) {
                family.notSupported(FAMILIES);
            }
            if (!seen.add(family.text())) {
                family.duplicate();
            }
        }
        Field policy = spec.at("ipFamilyPolicy");
        if (policy.isSet() && !policy.isOneOf(POLICIES)) {
            policy.notSupported(POLICIES);
        }
        boolean inOrder = each(addresses, ServiceRules.texts(before.path("clusterIPs")));
        if (addresses.size() > MOST_ADDRESSES) {
            addresses.invalid("may only hold up to 2 values");
        }
        if (inOrder) {
            families(spec, addresses);
        }
    }

    private static void first(Field address, Field addresses) {
        if (address.isZero()) {
            if (!addresses.isZero()) {
                addresses.invalid("must be empty when `clusterIP` is not specified");
            }
        } else if (addresses.isZero()) {
            addresses.required();
        } else if (!addresses.at(0).text().equals(address.text())) {
            addresses.invalid("first value must match `clusterIP`");
        }
    }

    /** Each by itself; whether it makes sense to go on. */
    private static boolean each(Field addresses, List<String> known) {
        boolean inOrder = true;
        for (int i = 0; i < addresses.size(); i++) {
            Field address = addresses.at(i);
            if (i == 0 && address.text().equals(NONE)) {
                if (addresses.size() > 1) {
                    addresses.invalid("'None' must be the first and only value");
                    inOrder = false;
                }
                continue;
            }
            int complaints = address.complaints();
            Addresses.ip(address, known);
            inOrder &= address.complaints() == complaints;
        }
        return inOrder;
    }

    private static void families(Field spec, Field addresses) {
        if (addresses.size() > 1) {
            long four = addresses.items().stream().filter(address -> !Addresses.isIpv6(address.text())).count();
            if (four == 0 || four == addresses.size()) {
                addresses.invalid("may specify no more than one IP for each IP family");
            }
        }
        Field families = spec.at("ipFamilies");
        if (headless(spec.value())) {
            return;
        }
        for (int i = 0; i < Math.min(addresses.size(), families.size()); i++) {
            String family = Addresses.isIpv6(addresses.at(i).text()) ? "IPv6" : "IPv4";
            String wanted = families.at(i).text();
            if (FAMILIES.contains(wanted) && !wanted.equals(family)) {
                addresses.at(i).invalid("expected an " + wanted + " value as indicated by `ipFamilies[" + i + "]`");
            }
        }
    }

    static boolean headless(JsonNode spec) {
        JsonNode addresses = spec.path("clusterIPs");
        return addresses.size() == 1 && addresses.path(0).asString("").equals(NONE);
    }
}
