package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** IPAddresses: who has an address, for good. */
final class IpAddressRules implements KindValidation {

    @Override
    public void create(Field address) {
        Field parent = address.at("spec", "parentRef");
        if (!parent.isSet()) {
            parent.required();
            return;
        }
        Field group = parent.at("group");
        if (!group.isZero()) {
            group.invalidFor(Formats.dns1123Subdomain(group.text()));
        }
        for (String part : List.of("resource", "name")) {
            ReferenceRules.segment(parent.at(part));
        }
        parent.at("namespace").invalidFor(Formats.pathSegment(parent.at("namespace").text()));
    }

    @Override
    public void update(Field address, JsonNode before) {
        create(address);
        Field parent = address.at("spec", "parentRef");
        if (!Field.same(parent.value(), before.path("spec").path("parentRef"))) {
            parent.invalidAs("ParentReference", "field is immutable");
        }
    }
}
