package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import io.navarch.apiserver.validation.UnifiedDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /** A write to ephemeralcontainers: the list only grows. */
    public static void ephemeralContainers(Field pod, JsonNode before) {
        whole(pod);
        Field list = pod.at("spec", "ephemeralContainers");
        for (JsonNode old : before.path("spec").path("ephemeralContainers")) {
            String name = old.path("name").asString("");
            Optional<Field> now = named(list, name);
            if (now.isEmpty()) {
                list.forbidden("existing ephemeral containers \"" + name + "\" may not be removed\n");
            } else if (!now.get().value().equals(old)) {
                list.forbidden("existing ephemeral containers \"" + name + "\" may not be changed\n"
                        + UnifiedDiff.of(
                                InternalForm.of("EphemeralContainer", old),
                                InternalForm.of("EphemeralContainer", now.get().value())));
            }
        }
    }

    private static Optional<Field> named(Field containers, String name) {
        return containers.items().stream()
                .filter(container -> container.at("name").text().equals(name))
                .findFirst();
    }

    /** A write to resize, which would give the pod this quality of service. */
    public static void resize(Field pod, JsonNode before, String quality) {
        whole(pod);
        PodResizeRules.check(pod, before, quality);
    }

    @Override
    public void status(Field pod, JsonNode before) {
        annotations(pod.at("metadata", "annotations"), pod.at("spec"));
        PodStatusRules.check(pod, before);
    }

    @Override
    public List<String> warnings(JsonNode pod, JsonNode before) {
        if (before.isObject()) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>(0);
        List<String> wrong = Formats.dns1123Label(pod.path("metadata").path("name").asString(""));
        if (!wrong.isEmpty()) {
            warnings.add("metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is"
                    + " recommended: [" + String.join(" ", wrong) + "]");
        }
        warnings.addAll(PodWarnings.of(pod, FieldPath.ROOT));
        return warnings;
    }

    @Override
    public List<String> statusWarnings(JsonNode pod) {
        List<String> warnings = new ArrayList<>(0);
        Field status = Field.root(pod, new ArrayList<FieldError>(0)).at("status");
        for (String list : List.of("podIPs", "hostIPs")) {
            for (Field address : status.at(list).items()) {
                warnings.addAll(Addresses.ipWarnings(address.at("ip").path().toString(), address.at("ip").text()));
            }
        }
        return warnings;
    }

    /** What a client is warned of in a pod template that stands at the path. */
    public static List<String> templateWarnings(JsonNode template, List<String> path) {
        FieldPath at = FieldPath.ROOT;
        for (String step : path) {
            at = at.child(step);
        }
        return template.isObject() ? PodWarnings.of(template, at) : List.of();
    }

    /** Tolerations outside a pod. */
    public static void tolerations(Field tolerations) {
        PlacementRules.tolerations(tolerations);
    }

    /** What a runtime adds to each pod. */
    public static void overhead(Field amounts) {
        ResourceRules.overhead(amounts);
    }

    /** A pod template, wherever it stands. */
    public static void template(Field template) {
        Selectors.labels(template.at("metadata", "labels").as(template.path().child("labels")));
        templateAnnotations(template);
        Field spec = template.at("spec");
        PodSpecRules.check(spec, PodContext.Owner.TEMPLATE, "");
        if (!spec.at("ephemeralContainers").isZero()) {
            spec.at("ephemeralContainers").forbidden("ephemeral containers not allowed in pod template");
        }
    }

    /** The annotations of a template, at the path Kubernetes gives them there. */
    public static void templateAnnotations(Field template) {
        Field annotations = template.at("metadata", "annotations").as(template.path().child("annotations"));
        annotations.entries().forEach(entry -> Selectors.labelName(
                annotations.with(StringNode.valueOf(entry.getKey().toLowerCase(Locale.ROOT)))));
        annotations(annotations, template.at("spec"));
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
