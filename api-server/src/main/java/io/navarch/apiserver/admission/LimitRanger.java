package io.navarch.apiserver.admission;

import io.navarch.apiserver.admission.quota.Amounts;
import io.navarch.apiserver.admission.quota.PodResources;
import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.Amount;
import io.navarch.machinery.object.GroupResource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What containers, pods and claims of a namespace ask for when they say nothing, and the least and most they may ask for. */
public final class LimitRanger implements Plugin {

    private static final GroupResource RANGES = new GroupResource("", "limitranges");
    private static final String ANNOTATION = "kubernetes.io/limit-ranger";

    private final Objects objects;

    public LimitRanger(Objects objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "LimitRanger";
    }

    private static boolean applies(Attributes attributes) {
        boolean writes = attributes.operation() == Operation.CREATE || attributes.operation() == Operation.UPDATE;
        boolean going = attributes.old() != null && attributes.old().path("metadata").hasNonNull("deletionTimestamp");
        if (!writes || going || !attributes.type().group().isEmpty()) {
            return false;
        }
        return switch (attributes.type().plural()) {
            case "pods" -> attributes.operation() == Operation.CREATE
                    ? attributes.subresource().isEmpty()
                    : attributes.subresource().equals("resize");
            case "persistentvolumeclaims" -> attributes.subresource().isEmpty();
            default -> false;
        };
    }

    @Override
    public void mutate(Attributes attributes) {
        if (applies(attributes) && attributes.type().plural().equals("pods")) {
            for (ObjectNode range : objects.list(RANGES, attributes.namespace())) {
                fill(attributes.given(), range);
            }
        }
    }

    private static void fill(ObjectNode pod, JsonNode range) {
        Amounts limits = new Amounts();
        Amounts requests = new Amounts();
        limits(range, "Container").forEach(limit -> {
            Amounts.of(limit.path("default")).asMap().forEach(limits::put);
            Amounts.of(limit.path("defaultRequest")).asMap().forEach(requests::put);
        });
        List<String> done = new ArrayList<>();
        containers(pod, "containers").forEach(c -> fill(c, requests, limits, "container", done));
        containers(pod, "initContainers").forEach(c -> fill(c, requests, limits, "init container", done));
        if (!done.isEmpty()) {
            pod.withObjectProperty("metadata")
                    .withObjectProperty("annotations")
                    .put(ANNOTATION, "LimitRanger plugin set: " + String.join("; ", done));
        }
    }

    private static void fill(ObjectNode container, Amounts requests, Amounts limits, String what, List<String> done) {
        String of = " for " + what + " " + container.path("name").asString("");
        List<String> requested = fill(container, "requests", requests);
        List<String> limited = fill(container, "limits", limits);
        if (!requested.isEmpty()) {
            done.add(String.join(", ", requested) + " request" + of);
        }
        if (!limited.isEmpty()) {
            done.add(String.join(", ", limited) + " limit" + of);
        }
    }

    private static List<String> fill(ObjectNode container, String kind, Amounts defaults) {
        List<String> missing = defaults.names().stream()
                .filter(name -> !container.path("resources").path(kind).has(name))
                .toList();
        missing.forEach(name -> container.withObjectProperty("resources")
                .withObjectProperty(kind)
                .put(name, defaults.get(name).toString()));
        return missing;
    }

    @Override
    public void validate(Attributes attributes) {
        if (!applies(attributes)) {
            return;
        }
        for (ObjectNode range : objects.list(RANGES, attributes.namespace())) {
            List<String> errors = attributes.type().plural().equals("pods")
                    ? errorsOfPod(attributes.given(), range)
                    : errorsOfClaim(attributes.given(), range);
            List<String> distinct = errors.stream().distinct().toList();
            if (!distinct.isEmpty()) {
                throw Forbidden.because(
                        attributes, distinct.size() == 1 ? distinct.getFirst() : "[" + String.join(", ", distinct) + "]");
            }
        }
    }

    private static List<String> errorsOfClaim(JsonNode claim, JsonNode range) {
        List<String> errors = new ArrayList<>();
        Amounts requests = Amounts.of(claim.path("spec").path("resources").path("requests"));
        limits(range, "PersistentVolumeClaim").forEach(limit -> {
            Check check = new Check("PersistentVolumeClaim", requests, new Amounts(), errors);
            each(limit, "min", check::min);
            each(limit, "max", check::maxRequest);
        });
        return errors;
    }

    private static List<String> errorsOfPod(ObjectNode pod, JsonNode range) {
        List<String> errors = new ArrayList<>();
        for (JsonNode limit : range.path("spec").path("limits")) {
            switch (limit.path("type").asString("")) {
                case "Container" -> Stream.concat(containers(pod, "containers"), containers(pod, "initContainers"))
                        .map(c -> c.path("resources"))
                        .forEach(r -> new Check("Container", Amounts.of(r.path("requests")), Amounts.of(r.path("limits")), errors)
                                .all(limit));
                case "Pod" -> new Check(
                                "Pod", PodResources.specified(pod, "requests"), PodResources.specified(pod, "limits"), errors)
                        .all(limit);
                default -> {}
            }
        }
        return errors;
    }

    private static Stream<ObjectNode> containers(ObjectNode pod, String list) {
        return pod.path("spec").path(list).valueStream().map(ObjectNode.class::cast);
    }

    private static Stream<JsonNode> limits(JsonNode range, String type) {
        return range.path("spec").path("limits").valueStream().filter(l -> l.path("type").asString("").equals(type));
    }

    private static void each(JsonNode limit, String kind, BiConsumer<String, Amount> check) {
        Amounts.of(limit.path(kind)).asMap().forEach(check);
    }

    /** One thing's requests and limits against one limit. */
    private record Check(String type, Amounts requests, Amounts limits, List<String> errors) {

        private static final BigDecimal ONE_MILLIONTH = new BigDecimal("0.000001");

        void all(JsonNode limit) {
            each(limit, "min", this::min);
            each(limit, "max", this::max);
            each(limit, "maxLimitRequestRatio", this::ratio);
        }

        void min(String resource, Amount least) {
            String rule = "minimum " + resource + " usage per " + type + " is " + least;
            if (!requests.has(resource)) {
                errors.add(rule + ".  No request is specified");
            } else if (least.exceeds(requests.get(resource))) {
                errors.add(rule + ", but request is " + requests.get(resource));
            } else if (limits.has(resource) && least.exceeds(limits.get(resource))) {
                errors.add(rule + ", but limit is " + limits.get(resource));
            }
        }

        void max(String resource, Amount most) {
            String rule = "maximum " + resource + " usage per " + type + " is " + most;
            if (!limits.has(resource)) {
                errors.add(rule + ".  No limit is specified");
            } else if (limits.get(resource).exceeds(most)) {
                errors.add(rule + ", but limit is " + limits.get(resource));
            } else if (requests.has(resource) && requests.get(resource).exceeds(most)) {
                errors.add(rule + ", but request is " + requests.get(resource));
            }
        }

        void maxRequest(String resource, Amount most) {
            String rule = "maximum " + resource + " usage per " + type + " is " + most;
            if (!requests.has(resource)) {
                errors.add(rule + ".  No request is specified");
            } else if (requests.get(resource).exceeds(most)) {
                errors.add(rule + ", but request is " + requests.get(resource));
            }
        }

        void ratio(String resource, Amount most) {
            String rule = resource + " max limit to request ratio per " + type + " is " + most;
            if (requests.get(resource).isZero()) {
                errors.add(rule + ", but no request is specified or request is 0");
            } else if (limits.get(resource).isZero()) {
                errors.add(rule + ", but no limit is specified or limit is 0");
            } else {
                BigDecimal ratio = limits.get(resource).value().divide(requests.get(resource).value(), MathContext.DECIMAL64);
                if (ratio.compareTo(most.value()) > 0) {
                    errors.add(rule + ", but provided ratio is "
                            + ratio.setScale(ONE_MILLIONTH.scale(), RoundingMode.HALF_EVEN).toPlainString());
                }
            }
        }
    }
}
