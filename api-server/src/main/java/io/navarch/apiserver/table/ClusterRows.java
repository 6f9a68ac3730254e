package io.navarch.apiserver.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Rows of the cluster's own objects: nodes, namespaces, events, configuration, quota. */
final class ClusterRows {

    private static final String ROLE = "node-role.kubernetes.io/";
    private static final String OLD_ROLE = "kubernetes.io/role";

    private ClusterRows() {}

    static List<Object> node(Printed o) {
        String ready = o.condition("Ready");
        String status = ready.isEmpty() ? "Unknown" : ready.equals("True") ? "Ready" : "NotReady";
        String kernel = o.text("status.nodeInfo.kernelVersion", "<unknown>");
        String architecture = o.text("status.nodeInfo.architecture");
        return List.of(
                o.name(),
                o.flag("spec.unschedulable") ? status + ",SchedulingDisabled" : status,
                roles(o),
                o.age(),
                o.text("status.nodeInfo.kubeletVersion"),
                address(o, "InternalIP"),
                address(o, "ExternalIP"),
                o.text("status.nodeInfo.osImage", "<unknown>"),
                architecture.isEmpty() ? kernel : kernel + " (" + architecture + ")",
                o.text("status.nodeInfo.containerRuntimeVersion", "<unknown>"));
    }

    private static String roles(Printed o) {
        TreeSet<String> roles = new TreeSet<>();
        for (Map.Entry<String, JsonNode> label : o.at("metadata.labels").properties()) {
            String value = label.getValue().asString("");
            if (label.getKey().startsWith(ROLE) && label.getKey().length() > ROLE.length()) {
                roles.add(label.getKey().substring(ROLE.length()));
            } else if (label.getKey().equals(OLD_ROLE) && !value.isEmpty()) {
                roles.add(value);
            }
        }
        return roles.isEmpty() ? Printed.NONE : String.join(",", roles);
    }

    private static String address(Printed o, String type) {
        for (JsonNode address : o.at("status.addresses")) {
            if (address.path("type").asString("").equals(type)) {
                return address.path("address").asString("");
            }
        }
        return Printed.NONE;
    }

    static List<Object> nameAndAge(Printed o) {
        return List.of(o.name(), o.age());
    }

    static List<Object> namespace(Printed o) {
        return List.of(o.name(), o.text("status.phase"), o.age());
    }

    static List<Object> configMap(Printed o) {
        return List.of(o.name(), (long) (o.count("data") + o.count("binaryData")), o.age());
    }

    static List<Object> secret(Printed o) {
        return List.of(o.name(), o.text("type"), (long) o.count("data"), o.age());
    }

    static List<Object> event(Printed o) {
        // The two versions of events differ in where they keep what the row shows.
        boolean core = !o.has("regarding") && !o.has("reportingController");
        String object = core ? "involvedObject" : "regarding";
        String first = o.text(core ? "firstTimestamp" : "deprecatedFirstTimestamp", o.text("eventTime"));
        String last = o.text(core ? "lastTimestamp" : "deprecatedLastTimestamp", first);
        long count = Math.max(1, o.number(core ? "count" : "deprecatedCount"));
        if (o.has("series")) {
            last = o.text("series.lastObservedTime");
            count = o.number("series.count");
        }
        String component = o.text(core ? "source.component" : "deprecatedSource.component",
                o.text(core ? "reportingComponent" : "reportingController"));
        String host = o.text(core ? "source.host" : "deprecatedSource.host", o.text("reportingInstance"));
        String kind = o.text(object + ".kind").toLowerCase(Locale.ROOT);
        String name = o.text(object + ".name");
        return List.of(
                HumanDuration.since(last, o.now()),
                o.text("type"),
                o.text("reason"),
                name.isEmpty() ? kind : kind + "/" + name,
                o.text(object + ".fieldPath"),
                host.isEmpty() ? component : component + ", " + host,
                o.text(core ? "message" : "note").strip(),
                HumanDuration.since(first, o.now()),
                count,
                o.name());
    }

    static List<Object> componentStatus(Printed o) {
        for (JsonNode condition : o.at("conditions")) {
            if (condition.path("type").asString("").equals("Healthy")) {
                return List.of(
                        o.name(),
                        condition.path("status").asString("").equals("True") ? "Healthy" : "Unhealthy",
                        condition.path("message").asString(""),
                        condition.path("error").asString(""));
            }
        }
        return List.of(o.name(), "Unknown", "", "");
    }

    static List<Object> quota(Printed o) {
        List<String> requests = new ArrayList<>();
        List<String> limits = new ArrayList<>();
        for (String resource : o.at("status.hard").propertyNames().stream().sorted().toList()) {
            String used = o.at("status.used").path(resource).asString("0");
            String shown = resource + ": " + used + "/" + o.at("status.hard").path(resource).asString("0");
            (resource.startsWith("limits.") ? limits : requests).add(shown);
        }
        return List.of(o.name(), String.join(", ", requests), String.join(", ", limits), o.age());
    }

    static List<Object> lease(Printed o) {
        return List.of(o.name(), o.text("spec.holderIdentity"), o.age());
    }

    static List<Object> priorityClass(Printed o) {
        return List.of(o.name(), o.number("value"), o.flag("globalDefault"), o.age(), o.text("preemptionPolicy"));
    }

    static List<Object> runtimeClass(Printed o) {
        return List.of(o.name(), o.text("handler"), o.age());
    }

    static List<Object> flowSchema(Printed o) {
        String dangling = o.condition("Dangling");
        return List.of(
                o.name(),
                o.text("spec.priorityLevelConfiguration.name"),
                o.number("spec.matchingPrecedence"),
                o.text("spec.distinguisherMethod.type", Printed.NONE),
                o.age(),
                dangling.isEmpty() ? "?" : dangling);
    }

    static List<Object> priorityLevel(Printed o) {
        return List.of(
                o.name(),
                o.text("spec.type"),
                numberOrNone(o, "spec.limited.nominalConcurrencyShares"),
                numberOrNone(o, "spec.limited.limitResponse.queuing.queues"),
                numberOrNone(o, "spec.limited.limitResponse.queuing.handSize"),
                numberOrNone(o, "spec.limited.limitResponse.queuing.queueLengthLimit"),
                o.age());
    }

    private static Object numberOrNone(Printed o, String path) {
        return o.has(path) ? (Object) o.number(path) : Printed.NONE;
    }

    static List<Object> resourceClaim(Printed o) {
        List<String> states = new ArrayList<>();
        if (o.beingDeleted()) {
            states.add("deleted");
        }
        if (o.has("status.allocation")) {
            states.add("allocated");
            if (o.count("status.reservedFor") > 0) {
                states.add("reserved");
            }
        } else if (!o.beingDeleted()) {
            states.add("pending");
        }
        return List.of(o.name(), String.join(",", states), o.age());
    }

    static List<Object> resourceSlice(Printed o) {
        return List.of(o.name(), o.text("spec.nodeName"), o.text("spec.driver"), o.text("spec.pool.name"), o.age());
    }

    static List<Object> storageVersionMigration(Printed o) {
        String group = o.text("spec.resource.group");
        String status = "Unknown";
        for (JsonNode condition : o.at("status.conditions")) {
            String type = condition.path("type").asString("");
            if (condition.path("status").asString("").equals("True") && List.of("Running", "Failed", "Succeeded").contains(type)) {
                status = type;
            }
        }
        return List.of(o.name(), o.text("spec.resource.resource") + (group.isEmpty() ? "" : "." + group), status);
    }

    static List<Object> signingRequest(Printed o) {
        String status = !o.condition("Denied").isEmpty() ? "Denied" : !o.condition("Approved").isEmpty() ? "Approved" : "Pending";
        status += o.condition("Failed").isEmpty() ? "" : ",Failed";
        status += o.text("status.certificate").isEmpty() ? "" : ",Issued";
        return List.of(
                o.name(),
                o.age(),
                o.text("spec.signerName", Printed.NONE),
                o.text("spec.username"),
                o.has("spec.expirationSeconds")
                        ? HumanDuration.of(Duration.ofSeconds(o.number("spec.expirationSeconds")))
                        : Printed.NONE,
                status);
    }
}
