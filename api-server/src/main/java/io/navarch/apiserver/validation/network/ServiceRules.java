package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Services: what each type may have. Ports are {@link ServicePortRules}, cluster addresses {@link ServiceAddressRules}. */
final class ServiceRules implements KindValidation {

    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    private static final List<String> AFFINITIES = List.of("ClientIP", "None");
    private static final List<String> POLICIES = List.of("Cluster", "Local");
    private static final List<String> DISTRIBUTIONS = List.of("PreferClose", "PreferSameZone", "PreferSameNode");
    private static final String HINTS = "service.kubernetes.io/topology-aware-hints";
    private static final String MODE = "service.kubernetes.io/topology-mode";
    private static final String SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private static final String ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";
    private static final int LONGEST_AFFINITY = 86_400;

    @Override
    public void create(Field service) {
        whole(service, MissingNode.getInstance());
    }

    @Override
    public void update(Field service, JsonNode before) {
        ServiceChangeRules.check(service.at("spec"), before.path("spec"));
        whole(service, before);
    }

    @Override
    public void status(Field service, JsonNode before) {
        LoadBalancerStatusRules.ofService(
                service.at("status", "loadBalancer"),
                before.path("status").path("loadBalancer"),
                service.value().path("spec").path("type").asString(""));
    }

    @Override
    public List<String> warnings(JsonNode service, JsonNode before) {
        return ServiceWarnings.of(service);
    }

    @Override
    public List<String> statusWarnings(JsonNode service) {
        return ServiceWarnings.ofStatus(service);
    }

    private static void whole(Field service, JsonNode before) {
        Field annotations = service.at("metadata", "annotations");
        Field mode = annotations.key(MODE);
        Field hints = annotations.key(HINTS);
        if (mode.isSet() && hints.isSet() && !mode.text().equals(hints.text())) {
            mode.invalid("must match annotations[" + HINTS + "] when both are specified");
        }
        Field spec = service.at("spec");
        type(spec);
        Field ports = spec.at("ports");
        ServicePortRules.each(ports);
        Selectors.labels(spec.at("selector"));
        affinity(spec);
        ServiceAddressRules.check(spec, before.path("spec"));
        externalIps(spec.at("externalIPs"), before.path("spec").path("externalIPs"));
        spec.at("type").mustBeOneOf(TYPES);
        ServicePortRules.together(ports, spec.at("type").text());
        sourceRanges(spec, annotations.key(SOURCE_RANGES), before);
        loadBalancer(spec);
        traffic(spec);
    }

    private static boolean is(Field spec, String type) {
        return spec.at("type").text().equals(type);
    }

    private static void type(Field spec) {
        boolean headless = ServiceAddressRules.headless(spec.value());
        if (spec.at("ports").isZero() && !headless && !is(spec, "ExternalName")) {
            spec.at("ports").required();
        }
        switch (spec.at("type").text()) {
            case "LoadBalancer", "NodePort" -> {
                if (headless) {
                    spec.at("clusterIPs").at(0).invalid("may not be set to 'None' for " + spec.at("type").text() + " services");
                }
            }
            case "ExternalName" -> externalName(spec);
            default -> {}
        }
    }

    private static void externalName(Field spec) {
        for (String field : List.of("clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
            if (!spec.at(field).isZero()) {
                spec.at(field).forbidden("may not be set for ExternalName services");
            }
        }
        Field name = spec.at("externalName");
        String canonical = name.text().endsWith(".") ? name.text().substring(0, name.text().length() - 1) : name.text();
        if (canonical.isEmpty()) {
            name.required();
        } else {
            Formats.dns1123Subdomain(canonical).forEach(message -> name.invalid(canonical, message));
        }
    }

    private static void affinity(Field spec) {
        Field affinity = spec.at("sessionAffinity");
        affinity.mustBeOneOf(AFFINITIES);
        Field config = spec.at("sessionAffinityConfig");
        if (affinity.text().equals("ClientIP")) {
            Field timeout = config.at("clientIP", "timeoutSeconds");
            for (Field part : List.of(config, config.at("clientIP"), timeout)) {
                if (!part.isSet()) {
                    part.required("when session affinity type is ClientIP");
                    return;
                }
            }
            if (timeout.number() <= 0 || timeout.number() > LONGEST_AFFINITY) {
                timeout.invalid("must be greater than 0 and less than " + LONGEST_AFFINITY);
            }
        } else if (affinity.text().equals("None") && config.isSet()) {
            config.forbidden("must not be set when session affinity is None");
        }
    }

    private static void externalIps(Field addresses, JsonNode before) {
        List<String> known = texts(before);
        for (Field address : addresses.items()) {
            int complaints = address.complaints();
            Addresses.ip(address, known);
            if (address.complaints() == complaints) {
                Addresses.endpoint(address);
            }
        }
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asString("")));
        return texts;
    }

    /** Ranges may have blanks around them: they once stood in an annotation, separated by commas. */
    private static void sourceRanges(Field spec, Field annotation, JsonNode before) {
        Field ranges = spec.at("loadBalancerSourceRanges").as(spec.path().child("LoadBalancerSourceRanges"));
        if (!ranges.isZero()) {
            if (!is(spec, "LoadBalancer")) {
                ranges.forbidden(ONLY_LOAD_BALANCER);
            }
            List<String> known = texts(before.path("spec").path("loadBalancerSourceRanges")).stream().map(String::strip).toList();
            ranges.items().forEach(range -> Addresses.cidr(stripped(range, range.text()), known));
        } else if (annotation.isSet()) {
            if (!is(spec, "LoadBalancer")) {
                annotation.forbidden(ONLY_LOAD_BALANCER);
            }
            JsonNode old = before.path("metadata").path("annotations").path(SOURCE_RANGES);
            if (!annotation.text().equals(old.asString("")) && !annotation.text().isBlank()) {
                for (String range : annotation.text().strip().split(",", -1)) {
                    Addresses.cidr(stripped(annotation, range));
                }
            }
        }
    }

    private static Field stripped(Field field, String text) {
        return field.with(tools.jackson.databind.node.StringNode.valueOf(text.strip()));
    }

    private static void loadBalancer(Field spec) {
        Field allocates = spec.at("allocateLoadBalancerNodePorts");
        if (allocates.isSet() && !is(spec, "LoadBalancer")) {
            allocates.forbidden(ONLY_LOAD_BALANCER);
        }
        if (is(spec, "LoadBalancer") && !allocates.isSet()) {
            spec.add(FieldError.required(io.navarch.apiserver.status.FieldPath.of("allocateLoadBalancerNodePorts"), ""));
        }
        loadBalancerClass(spec);
    }

    static void loadBalancerClass(Field spec) {
        Field name = spec.at("loadBalancerClass");
        if (is(spec, "LoadBalancer")) {
            if (name.isSet()) {
                name.invalidFor(Formats.qualifiedName(name.text()));
            }
        } else if (name.isSet()) {
            name.forbidden(ONLY_LOAD_BALANCER);
        }
    }

    private static void traffic(Field spec) {
        Field external = spec.at("externalTrafficPolicy");
        boolean accessible = is(spec, "LoadBalancer")
                || is(spec, "NodePort")
                || (is(spec, "ClusterIP") && !spec.at("externalIPs").isZero());
        if (accessible) {
            external.mustBeOneOf(POLICIES);
        } else if (!external.isZero()) {
            external.invalid("may only be set for externally-accessible services");
        }
        healthCheck(spec);
        Field internal = spec.at("internalTrafficPolicy");
        if (!internal.isSet() && (is(spec, "NodePort") || is(spec, "LoadBalancer") || is(spec, "ClusterIP"))) {
            internal.required();
        }
        if (internal.isSet() && !internal.isOneOf(POLICIES)) {
            internal.notSupported(POLICIES);
        }
        Field distribution = spec.at("trafficDistribution");
        if (distribution.isSet() && !distribution.isOneOf(DISTRIBUTIONS)) {
            distribution.notSupported(DISTRIBUTIONS);
        }
    }

    private static void healthCheck(Field spec) {
        Field port = spec.at("healthCheckNodePort");
        if (!needsHealthCheck(spec.value())) {
            if (!port.isZero()) {
                port.invalid("may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
            }
        } else if (port.mustBeSet()) {
            port.invalidFor(Formats.portNumber(port.number()));
        }
    }

    static boolean needsHealthCheck(JsonNode spec) {
        return spec.path("type").asString("").equals("LoadBalancer")
                && spec.path("externalTrafficPolicy").asString("").equals("Local");
    }
}
