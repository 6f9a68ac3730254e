package io.navarch.apiserver.validation.apps;

import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import tools.jackson.databind.JsonNode;

/** ControllerRevisions: what a controller wants to remember, which never changes. */
final class ControllerRevisionRules implements KindValidation {

    @Override
    public void create(Field revision) {
        revision.at("revision").mustNotBeNegative();
        Field data = revision.at("data");
        if (!data.isSet()) {
            data.required("data is mandatory");
        } else if (!data.value().isObject()) {
            data.required("data must be a valid JSON object");
        }
    }

    @Override
    public void update(Field revision, JsonNode before) {
        revision.at("revision").mustNotBeNegative();
        if (!Equality.same(revision.at("data").value(), before.path("data"))) {
            revision.at("data").invalid("field is immutable");
        }
    }
}
