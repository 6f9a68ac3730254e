package io.navarch.apiserver.admission.quota;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Operation;
import io.navarch.machinery.object.Amount;
import io.navarch.machinery.object.GroupResource;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The evaluator of each kind; a kind without one of its own is counted by the piece. */
final class Evaluators {

    /** Never counted. */
    private static final Set<String> IGNORED = Set.of("bindings", "componentstatuses", "events");

    private static final Map<GroupResource, Evaluator> SPECIAL = Map.of(
            new GroupResource("", "pods"), new PodEvaluator(),
            new GroupResource("", "services"), new Services(),
            new GroupResource("", "persistentvolumeclaims"), new Claims(),
            new GroupResource("resource.k8s.io", "resourceclaims"), new DeviceClaims());

    /** Kinds that quotas also know without "count/". */
    private static final Set<String> ALIASED =
            Set.of("configmaps", "resourcequotas", "replicationcontrollers", "secrets");

    private Evaluators() {}

    static boolean ignores(GroupResource kind) {
        return (kind.group().isEmpty() || kind.group().equals("events.k8s.io") || kind.group().endsWith("authorization.k8s.io"))
                && (IGNORED.contains(kind.resource()) || kind.group().endsWith("authorization.k8s.io"));
    }

    static Evaluator of(GroupResource kind) {
        Evaluator special = SPECIAL.get(kind);
        if (special != null) {
            return special;
        }
        Set<String> names = new HashSet<>(Set.of(count(kind)));
        if (kind.group().isEmpty() && ALIASED.contains(kind.resource())) {
            names.add(kind.resource());
        }
        return new Pieces(names);
    }

    private static String count(GroupResource kind) {
        return "count/" + kind;
    }

    private record Pieces(Set<String> names) implements Evaluator {

        @Override
        public boolean counts(String resource) {
            return names.contains(resource);
        }

        @Override
        public Amounts usage(JsonNode object, Instant now) {
            Amounts usage = new Amounts();
            names.forEach(name -> usage.put(name, Amount.of(1)));
            return usage;
        }
    }

    private static final class Services implements Evaluator {

        private static final Set<String> NAMES =
                Set.of("count/services", "services", "services.nodeports", "services.loadbalancers");

        @Override
        public boolean handles(Attributes attributes) {
            return attributes.subresource().isEmpty()
                    && attributes.operation() != Operation.DELETE;
        }

        @Override
        public boolean counts(String resource) {
            return NAMES.contains(resource);
        }

        @Override
        public Amounts usage(JsonNode service, Instant now) {
            JsonNode spec = service.path("spec");
            long ports = spec.path("ports").size();
            String type = spec.path("type").asString("");
            boolean balanced = type.equals("LoadBalancer");
            long nodePorts = type.equals("NodePort") ? ports : 0;
            if (balanced) {
                nodePorts = spec.path("allocateLoadBalancerNodePorts").asBoolean(true)
                        ? ports
                        : spec.path("ports").valueStream().filter(p -> p.path("nodePort").asInt(0) != 0).count();
            }
            return new Amounts()
                    .put("count/services", Amount.of(1))
                    .put("services", Amount.of(1))
                    .put("services.nodeports", Amount.of(nodePorts))
                    .put("services.loadbalancers", Amount.of(balanced ? 1 : 0));
        }
    }

    private static final class Claims implements Evaluator {

        private static final String OF_CLASS = ".storageclass.storage.k8s.io/";
        private static final List<String> NAMES = List.of("persistentvolumeclaims", "requests.storage");

        @Override
        public boolean handles(Attributes attributes) {
            return attributes.operation() != Operation.DELETE
                    && (attributes.subresource().isEmpty() || attributes.subresource().equals("status"));
        }

        @Override
        public boolean counts(String resource) {
            return resource.equals("count/persistentvolumeclaims")
                    || NAMES.contains(resource)
                    || NAMES.stream().anyMatch(name -> resource.endsWith(OF_CLASS + name));
        }

        @Override
        public Amounts usage(JsonNode claim, Instant now) {
            Amounts usage = new Amounts()
                    .put("persistentvolumeclaims", Amount.of(1))
                    .put("count/persistentvolumeclaims", Amount.of(1));
            String storageClass = claim.path("metadata").path("annotations").path("volume.beta.kubernetes.io/storage-class").asString(
                    claim.path("spec").path("storageClassName").asString(""));
            if (!storageClass.isEmpty()) {
                usage.put(storageClass + OF_CLASS + "persistentvolumeclaims", Amount.of(1));
            }
            JsonNode wanted = claim.path("spec").path("resources").path("requests").path("storage");
            if (!wanted.isMissingNode()) {
                Amount given = Amounts.of(claim.path("status").path("allocatedResources")).get("storage");
                Amount storage = whole(Amount.parse(wanted.asString("0")).max(given));
                usage.put("requests.storage", storage);
                if (!storageClass.isEmpty()) {
                    usage.put(storageClass + OF_CLASS + "requests.storage", storage);
                }
            }
            return usage;
        }

        private static Amount whole(Amount amount) {
            return new Amount(amount.value().setScale(0, RoundingMode.CEILING), amount.units());
        }

        @Override
        public boolean inScope(JsonNode claim, Scope scope) {
            if (!scope.name().equals("VolumeAttributesClass")) {
                return false;
            }
            Set<String> classes = new HashSet<>();
            for (JsonNode name : List.of(
                    claim.path("spec").path("volumeAttributesClassName"),
                    claim.path("status").path("currentVolumeAttributesClassName"),
                    claim.path("status").path("modifyVolumeStatus").path("targetVolumeAttributesClassName"))) {
                if (!name.asString("").isEmpty()) {
                    classes.add(name.asString());
                }
            }
            return scope.matches(classes);
        }
    }

    /** Devices of a class; a request for all there are is taken for as many as one claim can get. */
    private static final class DeviceClaims implements Evaluator {

        private static final String OF_CLASS = ".deviceclass.resource.k8s.io/devices";
        private static final long ALL = 32;

        @Override
        public boolean handles(Attributes attributes) {
            return attributes.subresource().isEmpty()
                    && attributes.operation() != Operation.DELETE;
        }

        @Override
        public boolean counts(String resource) {
            return resource.equals("count/resourceclaims.resource.k8s.io") || resource.endsWith(OF_CLASS);
        }

        @Override
        public Amounts usage(JsonNode claim, Instant now) {
            Amounts usage = new Amounts().put("count/resourceclaims.resource.k8s.io", Amount.of(1));
            for (JsonNode request : claim.path("spec").path("devices").path("requests")) {
                Map<String, Long> most = new TreeMap<>();
                List<JsonNode> ways = new ArrayList<>(request.path("firstAvailable").values());
                ways.add(request.path("exactly"));
                ways.forEach(way -> {
                    if (way.has("deviceClassName")) {
                        long devices = way.path("allocationMode").asString("").equals("All") ? ALL : way.path("count").asLong(1);
                        most.merge(way.path("deviceClassName").asString(""), devices, Math::max);
                    }
                });
                Amounts ofRequest = new Amounts();
                most.forEach((name, devices) -> ofRequest.put(name + OF_CLASS, Amount.of(devices)));
                usage.add(ofRequest);
            }
            return usage;
        }
    }
}
