package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a write to a pod's status may say: containers that have ended for good stay so. */
final class PodStatusRules {

    private static final Set<String> OWN_CONDITIONS = Set.of("PodScheduled", "Ready", "Initialized");
    private static final String ENDED = "may not be transitioned to non-terminated state";

    private PodStatusRules() {}

    static void check(Field pod, JsonNode before) {
        Field status = pod.at("status");
        for (Field condition : status.at("conditions").items()) {
            if (condition.at("observedGeneration").number() < 0) {
                condition.at("observedGeneration").invalid("must be a non-negative integer");
            }
            Field type = condition.at("type").as(condition.path().child("Type"));
            if (!OWN_CONDITIONS.contains(type.text())) {
                Formats.qualifiedName(type.text()).forEach(message -> type.invalid(type.text(), message));
            }
        }
        nominated(status.at("nominatedNodeName"), before);
        if (status.at("observedGeneration").number() < 0) {
            status.at("observedGeneration").invalid("must be a non-negative integer");
        }
        Field quality = status.at("qosClass");
        if (!quality.text().equals(before.path("status").path("qosClass").asString(""))) {
            quality.invalid(quality.text(), "field is immutable");
        }
        JsonNode spec = before.path("spec");
        ended(status.at("containerStatuses"), before.path("status"), spec, "containers");
        ended(status.at("initContainerStatuses"), before.path("status"), spec, "initContainers");
        ended(status.at("ephemeralContainerStatuses"), before.path("status"), spec, "");
        claims(status.at("resourceClaimStatuses"), pod.value().path("spec").path("resourceClaims"));
        addresses(status.at("podIPs"), before.path("status").path("podIPs"), "PodIP");
        Field hosts = status.at("hostIPs");
        if (!hosts.isZero() && !hosts.at(0).at("ip").text().equals(status.at("hostIP").text())) {
            hosts.at(0).at("ip").invalid(hosts.at(0).at("ip").text(), "must be equal to `hostIP`");
        }
        addresses(hosts, before.path("status").path("hostIPs"), "HostIP");
    }

    private static void nominated(Field node, JsonNode before) {
        if (node.isZero() || node.text().equals(before.path("status").path("nominatedNodeName").asString(""))) {
            return;
        }
        node.invalidFor(Formats.dns1123Subdomain(node.text()));
        if (!before.path("spec").path("nodeName").asString("").isEmpty()) {
            node.forbidden("may not be set on pods that are already bound to a node");
        }
    }

    /** The list of the spec is "" where containers never start again. */
    private static void ended(Field now, JsonNode before, JsonNode spec, String list) {
        if (!list.isEmpty() && restartsAll(spec)) {
            return;
        }
        String name = now.path().toString().substring("status.".length());
        JsonNode old = before.path(name);
        for (int i = 0; i < old.size(); i++) {
            JsonNode terminated = old.path(i).path("state").path("terminated");
            String container = old.path(i).path("name").asString("");
            boolean alive = now.items().stream()
                    .filter(status -> status.at("name").text().equals(container))
                    .anyMatch(status -> !status.at("state", "terminated").isSet());
            if (terminated.isObject() && alive && !mayRestart(spec, list, container, terminated.path("exitCode").asInt(0))) {
                now.as(now.path().index(i)).at("state").forbidden(ENDED);
            }
        }
    }

    private static boolean restartsAll(JsonNode spec) {
        for (String list : List.of("containers", "initContainers")) {
            for (JsonNode container : spec.path(list)) {
                for (JsonNode rule : container.path("restartPolicyRules")) {
                    if (rule.path("action").asString("").equals("RestartAllContainers")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** By the container's own rules, its own policy, or the pod's. */
    private static boolean mayRestart(JsonNode spec, String list, String name, int exitCode) {
        for (JsonNode container : spec.path(list)) {
            if (!container.path("name").asString("").equals(name)) {
                continue;
            }
            boolean own = container.hasNonNull("restartPolicy");
            for (JsonNode rule : container.path("restartPolicyRules")) {
                if (own && rule.path("action").asString("").equals("Restart") && matches(rule.path("exitCodes"), exitCode)) {
                    return true;
                }
            }
            return switch ((own ? container : spec).path("restartPolicy").asString("")) {
                case "Always" -> true;
                case "OnFailure" -> exitCode != 0;
                default -> false;
            };
        }
        return false;
    }

    private static boolean matches(JsonNode codes, int exitCode) {
        boolean listed = codes.path("values").valueStream().anyMatch(value -> value.asInt(0) == exitCode);
        return codes.isObject() && listed == codes.path("operator").asString("").equals("In");
    }

    private static void claims(Field statuses, JsonNode claims) {
        Set<String> seen = new HashSet<>();
        for (Field status : statuses.items()) {
            Field name = status.at("name");
            if (claims.valueStream().noneMatch(claim -> claim.path("name").asString("").equals(name.text()))) {
                name.invalid(name.text(), "must match the name of an entry in `spec.resourceClaims`");
            }
            if (!seen.add(name.text())) {
                name.duplicate(name.text());
            }
            Field claim = status.at("resourceClaimName");
            if (claim.isSet()) {
                claim.invalidFor(Formats.dns1123Subdomain(claim.text()));
            }
        }
    }

    /** At most one of each family; what was there before may stay. */
    private static void addresses(Field list, JsonNode before, String type) {
        List<String> known = new ArrayList<>();
        before.forEach(address -> known.add(address.path("ip").asString("")));
        long six = 0;
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        for (Field address : list.items()) {
            Addresses.ip(address.with(address.at("ip").value()), known);
            six += Addresses.isIpv6(address.at("ip").text()) ? 1 : 0;
            shown.add(InternalForm.of(type, address.value()));
        }
        if (list.size() > 2 || (list.size() == 2 && six != 1)) {
            list.invalid(shown, "may specify no more than one IP for each IP family");
        }
    }
}
