package io.navarch.apiserver.defaults;

import io.navarch.machinery.object.Json;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** rbac, scheduling, admissionregistration, flowcontrol, resource. */
final class PolicyDefaults {

    private static final String RBAC = "rbac.authorization.k8s.io";

    private PolicyDefaults() {}

    static void declare(TypeDefaults.Rules rules) {
        rules.constant("rbac.v1.RoleRef", "apiGroup", RBAC);
        rules.put("rbac.v1.Subject", (subject, now) -> {
            String kind = Fill.text(subject, "kind");
            if (kind.equals("User") || kind.equals("Group")) {
                Fill.zero(subject, "apiGroup", RBAC);
            }
        });
        rules.pointer("scheduling.v1.PriorityClass", "preemptionPolicy", "PreemptLowerPriority");
        admission(rules);
        rules.constant("flowcontrol.v1.FlowSchemaSpec", "matchingPrecedence", 1000);
        rules.pointer("flowcontrol.v1.ExemptPriorityLevelConfiguration", "nominalConcurrencyShares", 0);
        rules.pointer("flowcontrol.v1.ExemptPriorityLevelConfiguration", "lendablePercent", 0);
        rules.pointer("flowcontrol.v1.LimitedPriorityLevelConfiguration", "nominalConcurrencyShares", 30);
        rules.pointer("flowcontrol.v1.LimitedPriorityLevelConfiguration", "lendablePercent", 0);
        rules.constant("flowcontrol.v1.QueuingConfiguration", "handSize", 8);
        rules.constant("flowcontrol.v1.QueuingConfiguration", "queues", 64);
        rules.constant("flowcontrol.v1.QueuingConfiguration", "queueLengthLimit", 50);
        devices(rules);
    }

    private static void admission(TypeDefaults.Rules rules) {
        for (String webhook : List.of("admissionregistration.v1.ValidatingWebhook", "admissionregistration.v1.MutatingWebhook")) {
            rules.pointer(webhook, "failurePolicy", "Fail");
            rules.pointer(webhook, "timeoutSeconds", 10);
            selectors(rules, webhook);
        }
        rules.pointer("admissionregistration.v1.MutatingWebhook", "reinvocationPolicy", "Never");
        rules.pointer("admissionregistration.v1.RuleWithOperations", "scope", "*");
        rules.pointer("admissionregistration.v1.NamedRuleWithOperations", "scope", "*");
        rules.pointer("admissionregistration.v1.ServiceReference", "port", 443);
        rules.pointer("admissionregistration.v1.ValidatingAdmissionPolicySpec", "failurePolicy", "Fail");
        rules.pointer("admissionregistration.v1.MutatingAdmissionPolicySpec", "failurePolicy", "Fail");
        selectors(rules, "admissionregistration.v1.MatchResources");
    }

    private static void selectors(TypeDefaults.Rules rules, String type) {
        rules.pointer(type, "matchPolicy", "Equivalent");
        rules.pointer(type, "namespaceSelector", Json.object());
        rules.pointer(type, "objectSelector", Json.object());
    }

    private static void devices(TypeDefaults.Rules rules) {
        for (String request : List.of("resource.v1.ExactDeviceRequest", "resource.v1.DeviceSubRequest")) {
            rules.constant(request, "allocationMode", "ExactCount");
            rules.put(request, (value, now) -> {
                if (Fill.text(value, "allocationMode").equals("ExactCount")) {
                    Fill.zero(value, "count", 1);
                }
            });
        }
        rules.put(
                "resource.v1.DeviceTaint",
                (taint, now) -> Fill.absent(taint, "timeAdded", now.truncatedTo(ChronoUnit.SECONDS).toString()));
        rules.put("resource.v1.Device", (device, now) -> {
            for (JsonNode mapping : device.path("nodeAllocatableResourceMappings")) {
                Fill.absent((ObjectNode) mapping, "allocationMultiplier", "1");
            }
        });
    }
}
