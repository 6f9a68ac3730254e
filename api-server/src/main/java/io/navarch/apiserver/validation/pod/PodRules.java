package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Pods, and the door for templates. What may change of a pod is {@link PodChangeRules}. */
public final class PodRules implements KindValidation {

    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
    private static final String MIRROR = "kubernetes.io/config.mirror";

    @Override
    public void create(Field pod) {
        whole(pod);
        Field spec = pod.at("spec");
        if (!spec.at("ephemeralContainers").isZero()) {
            spec.at("ephemeralContainers").forbidden("cannot be set on create");
        }
        if (!spec.at("nodeName").isZero() && !spec.at("schedulingGates").isZero()) {
            spec.at("nodeName").forbidden("cannot be set until all schedulingGates have been cleared");
        }
    }

    private static void whole(Field pod) {
        Field spec = pod.at("spec");
        annotations(pod.at("metadata", "annotations"), spec);
        PodSpecRules.check(spec, PodContext.Owner.POD, pod.at("metadata", "name").text());
        if (spec.at("serviceAccountName").isZero()) {
            for (Field volume : spec.at("volumes").items()) {
                for (Field source : volume.at("projected", "sources").items()) {
                    if (source.at("serviceAccountToken").isSet()) {
                        source.at("serviceAccountToken").forbidden("must not be specified when serviceAccountName is not set");
                    }
                }
            }
        }
        spec.at("containers").items().forEach(ContainerRules::onlyForPods);
        spec.at("initContainers").items().forEach(ContainerRules::onlyForPods);
    }

    @Override
    public void update(Field pod, JsonNode before) {
        whole(pod);
        PodChangeRules.check(pod.at("spec"), before.path("spec"));
    }

    /** A pod template, wherever it stands. */
    public static void template(Field template) {
        Selectors.labels(template.at("metadata", "labels").as(template.path().child("labels")));
        Field annotations = template.at("metadata", "annotations").as(template.path().child("annotations"));
        annotations.entries().forEach(entry -> Selectors.labelName(
                annotations.with(StringNode.valueOf(entry.getKey().toLowerCase(Locale.ROOT)))));
        Field spec = template.at("spec");
        annotations(annotations, spec);
        PodSpecRules.check(spec, PodContext.Owner.TEMPLATE, "");
        if (!spec.at("ephemeralContainers").isZero()) {
            spec.at("ephemeralContainers").forbidden("ephemeral containers not allowed in pod template");
        }
    }

    private static void annotations(Field annotations, Field spec) {
        Field mirror = annotations.key(MIRROR);
        if (mirror.isSet() && spec.at("nodeName").isZero()) {
            mirror.invalid("must set spec.nodeName if mirror pod annotation is set");
        }
        Field cost = annotations.key(DELETION_COST);
        if (cost.isSet() && !isInt32(cost.text())) {
            cost.invalid("must be a 32bit integer");
        }
    }

    /** As Kubernetes reads it: no leading zero, no sign but minus. */
    private static boolean isInt32(String text) {
        boolean form = List.of("0").contains(text) || text.matches("-?[1-9][0-9]*");
        try {
            return form && Integer.toString(Integer.parseInt(text)).equals(text);
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }
}
