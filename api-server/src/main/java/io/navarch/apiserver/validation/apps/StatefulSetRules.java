package io.navarch.apiserver.validation.apps;

import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Shown;
import io.navarch.apiserver.validation.IntOrPercent;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** StatefulSets. Their template is {@link StatefulSetTemplate}. */
final class StatefulSetRules implements KindValidation {

    private static final List<String> MAY_CHANGE = List.of(
            "replicas", "template", "updateStrategy", "minReadySeconds", "ordinals", "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy");

    /** What is not asked of a set that is there already. */
    private enum Stage {
        NEW,
        KNOWN,
        /** Whose template was wrong before. */
        WRONG_BEFORE
    }

    @Override
    public void create(Field set) {
        spec(set.at("spec"), Stage.NEW);
    }

    private static void spec(Field spec, Stage stage) {
        Field management = spec.at("podManagementPolicy");
        if (management.text().isEmpty()) {
            management.required();
        } else if (!management.isOneOf(List.of("OrderedReady", "Parallel"))) {
            management.invalid("must be 'OrderedReady' or 'Parallel'");
        }
        strategy(spec.at("updateStrategy"));
        Field retention = spec.at("persistentVolumeClaimRetentionPolicy");
        if (retention.isSet()) {
            for (String when : List.of("whenDeleted", "whenScaled")) {
                if (!retention.at(when).isOneOf(List.of("Retain", "Delete"))) {
                    retention.at(when).notSupported(List.of("Retain", "Delete"));
                }
            }
        }
        if (stage == Stage.NEW) {
            StatefulSetTemplate.claims(spec.at("volumeClaimTemplates"));
        }
        spec.at("replicas").mustNotBeNegative();
        spec.at("minReadySeconds").mustNotBeNegative();
        if (spec.at("ordinals").isSet()) {
            spec.at("ordinals", "start").mustNotBeNegative();
        }
        Field service = spec.at("serviceName");
        if (stage == Stage.NEW && !service.isZero()) {
            Formats.dns1123Label(service.text()).forEach(service::invalid);
        }
        Field selector = spec.at("selector");
        Field template = spec.at("template");
        if (Templates.selector(selector, "statefulset")) {
            Templates.found(selector, template);
            StatefulSetTemplate.check(spec, stage != Stage.WRONG_BEFORE);
        } else {
            selector.invalid(Shown.selector(selector.value()), "");
        }
        Templates.runsForEver(template, "StatefulSet");
    }

    private static void strategy(Field strategy) {
        Field rolling = strategy.at("rollingUpdate");
        switch (strategy.at("type").text()) {
            case "" -> strategy.required();
            case "OnDelete" -> {
                if (rolling.isSet()) {
                    rolling.invalid(InternalForm.of("RollingUpdateStatefulSetStrategy", rolling.value()), "only allowed for updateStrategy 'RollingUpdate'");
                }
            }
            case "RollingUpdate" -> {
                if (rolling.isSet()) {
                    rolling(rolling);
                }
            }
            default -> strategy.invalid(InternalForm.of("StatefulSetUpdateStrategy", strategy.value()), "must be 'RollingUpdate' or 'OnDelete'");
        }
    }

    private static void rolling(Field rolling) {
        rolling.at("partition").mustNotBeNegative();
        Field unavailable = rolling.at("maxUnavailable");
        if (unavailable.isSet()) {
            IntOrPercent.check(unavailable);
            if (IntOrPercent.amount(unavailable) == 0) {
                unavailable.invalid("cannot be 0");
            }
            IntOrPercent.notMoreThanAll(unavailable);
        }
    }

    @Override
    public void update(Field set, JsonNode before) {
        Field old = Field.root(before, new ArrayList<>());
        spec(old.at("spec"), Stage.KNOWN);
        spec(set.at("spec"), old.complaints() > 0 ? Stage.WRONG_BEFORE : Stage.KNOWN);
        ObjectNode rest = (ObjectNode) set.at("spec").value().deepCopy();
        ObjectNode restBefore = (ObjectNode) before.path("spec").deepCopy();
        rest.remove(MAY_CHANGE);
        restBefore.remove(MAY_CHANGE);
        if (!Equality.same(rest, restBefore)) {
            set.at("spec").forbidden("updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
                    + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are"
                    + " forbidden");
        }
    }

    @Override
    public void status(Field set, JsonNode before) {
        Field status = set.at("status");
        Templates.notNegative(status, List.of(
                "replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas", "observedGeneration",
                "collisionCount"));
        Templates.notAbove(
                status,
                List.of("readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"),
                "replicas",
                "cannot be greater than status.replicas");
        Templates.notAbove(status, List.of("availableReplicas"), "readyReplicas", "cannot be greater than status.readyReplicas");
        Templates.notDecremented(status.at("collisionCount"), before.path("status").path("collisionCount"));
    }

    @Override
    public List<String> warnings(JsonNode set, JsonNode before) {
        List<String> warnings = new ArrayList<>(Templates.warnings(set, before));
        if (set.path("spec").path("revisionHistoryLimit").asInt(0) < 0) {
            warnings.add("spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended");
        }
        return warnings;
    }
}
