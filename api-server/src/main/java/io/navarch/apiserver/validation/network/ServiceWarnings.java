package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a client is warned of in a service that was accepted. */
final class ServiceWarnings {

    private static final String HINTS = "service.kubernetes.io/topology-aware-hints";
    private static final String MODE = "service.kubernetes.io/topology-mode";

    private ServiceWarnings() {}

    static List<String> of(JsonNode service) {
        List<String> warnings = new ArrayList<>(0);
        if (service.path("metadata").path("annotations").has(HINTS)) {
            warnings.add("annotation " + HINTS + " is deprecated, please use " + MODE + " instead");
        }
        Field spec = Field.root(service, new ArrayList<FieldError>(0)).at("spec");
        String address = spec.at("clusterIP").text();
        String type = spec.at("type").text();
        boolean external = type.equals("ExternalName");
        if (!address.isEmpty() && !address.equals("None") && !external) {
            spec.at("clusterIPs").items().forEach(ip -> warnings.addAll(of(ip)));
        }
        boolean headless = type.equals("ClusterIP") && address.equals("None");
        Field externalIps = spec.at("externalIPs");
        Field balancer = spec.at("loadBalancerIP");
        if (headless) {
            headless(spec, warnings);
        }
        externalIps.items().forEach(ip -> warnings.addAll(of(ip)));
        if (!externalIps.isZero() && !headless && !external) {
            warnings.add("spec.externalIPs is deprecated and may no longer be implemented in some clusters");
        }
        if (!balancer.isZero()) {
            warnings.addAll(of(balancer));
        }
        for (Field range : spec.at("loadBalancerSourceRanges").items()) {
            warnings.addAll(Addresses.cidrWarnings(range.path().toString(), range.text()));
        }
        if (external && !externalIps.isZero()) {
            warnings.add("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
        }
        if (!external && !spec.at("externalName").isZero()) {
            warnings.add("spec.externalName is ignored when spec.type is not \"ExternalName\"");
        }
        if (spec.at("trafficDistribution").text().equals("PreferClose")) {
            warnings.add("spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"");
        }
        return warnings;
    }

    private static void headless(Field spec, List<String> warnings) {
        if (!spec.at("loadBalancerIP").isZero()) {
            warnings.add("spec.loadBalancerIP is ignored for headless services");
        }
        if (!spec.at("externalIPs").isZero()) {
            warnings.add("spec.externalIPs is ignored for headless services");
        }
        if (!spec.at("sessionAffinity").text().equals("None")) {
            warnings.add("spec.SessionAffinity is ignored for headless services");
        }
    }

    private static List<String> of(Field address) {
        return Addresses.ipWarnings(address.path().toString(), address.text());
    }

    /** Of the status of a service or an ingress; the path is that of the point, not of its address. */
    static List<String> ofStatus(JsonNode object) {
        List<String> warnings = new ArrayList<>(0);
        Field points = Field.root(object, new ArrayList<FieldError>(0)).at("status", "loadBalancer", "ingress");
        for (Field point : points.items()) {
            if (!point.at("ip").isZero()) {
                warnings.addAll(Addresses.ipWarnings(point.path().toString(), point.at("ip").text()));
            }
        }
        return warnings;
    }
}
