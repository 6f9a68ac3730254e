package io.navarch.apiserver.validation.device;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.storage.ClaimRules;
import tools.jackson.databind.JsonNode;

/** Templates of resource claims, which do not change either. */
final class ResourceClaimTemplateRules implements KindValidation {

    @Override
    public void create(Field template) {
        ClaimRules.templateMetadata(template.at("spec", "metadata"));
        ClaimSpecRules.check(template.at("spec", "spec"));
    }

    @Override
    public void update(Field template, JsonNode before) {
        ResourceClaimRules.stay(template.at("spec"), before.path("spec"), "ResourceClaimTemplateSpec");
    }
}
