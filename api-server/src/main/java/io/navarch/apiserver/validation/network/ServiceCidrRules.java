package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.IpRange;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** ServiceCIDRs: one range or one of each family; a second one may be added later. */
final class ServiceCidrRules implements KindValidation {

    private static final String IMMUTABLE = "field is immutable";

    @Override
    public void create(Field range) {
        Field cidrs = range.at("spec", "cidrs");
        if (cidrs.isZero()) {
            cidrs.required("at least one CIDR required");
            return;
        }
        if (cidrs.size() > 2) {
            cidrs.invalid(JsonNodeFactory.instance.objectNode().set("CIDRs", cidrs.value()), "may only hold up to 2 values");
            return;
        }
        cidrs.items().forEach(Addresses::canonicalCidr);
        Optional<IpRange> first = IpRange.parse(cidrs.at(0).text());
        Optional<IpRange> second = IpRange.parse(cidrs.at(1).text());
        if (first.isPresent() && second.isPresent() && first.get().isV4() == second.get().isV4()) {
            cidrs.invalid("may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64");
        }
    }

    @Override
    public void update(Field range, JsonNode before) {
        Field cidrs = range.at("spec", "cidrs");
        List<String> now = ServiceRules.texts(cidrs.value());
        List<String> old = ServiceRules.texts(before.path("spec").path("cidrs"));
        if (now.size() == old.size()) {
            for (int i = 0; i < now.size(); i++) {
                if (!now.get(i).equals(old.get(i))) {
                    cidrs.at(i).invalid(IMMUTABLE);
                }
            }
        } else if (old.size() == 1 && now.size() == 2) {
            if (!now.getFirst().equals(old.getFirst())) {
                cidrs.at(0).invalid(IMMUTABLE);
            }
            create(range);
        } else {
            cidrs.invalid(IMMUTABLE);
        }
    }
}
