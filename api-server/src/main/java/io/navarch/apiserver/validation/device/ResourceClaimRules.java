package io.navarch.apiserver.validation.device;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import tools.jackson.databind.JsonNode;

/** Resource claims, which do not change; their status is {@link ClaimStatusRules}. */
final class ResourceClaimRules implements KindValidation {

    @Override
    public void create(Field claim) {
        ClaimSpecRules.check(claim.at("spec"));
    }

    @Override
    public void update(Field claim, JsonNode before) {
        stay(claim.at("spec"), before.path("spec"), "ResourceClaimSpec");
    }

    static void stay(Field spec, JsonNode before, String type) {
        JsonNode now = InternalForm.of(type, spec.value());
        if (!now.equals(InternalForm.of(type, before))) {
            spec.invalid(now, "field is immutable");
        }
    }

    @Override
    public void status(Field claim, JsonNode before) {
        ClaimStatusRules.check(
                claim.at("status"),
                before.path("status"),
                DeviceNames.requests(claim.at("spec", "devices")),
                claim.at("metadata", "deletionTimestamp").isSet());
    }
}
