package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.pod.PodRules;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** PodTemplates. */
final class PodTemplateRules implements KindValidation {

    @Override
    public void create(Field template) {
        PodRules.template(template.at("template"));
    }

    @Override
    public List<String> warnings(JsonNode template, JsonNode before) {
        return before.isObject() && before.path("template").equals(template.path("template"))
                ? List.of()
                : PodRules.templateWarnings(template.path("template"), List.of("template"));
    }
}
