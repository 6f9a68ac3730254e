package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * clusterIP against clusterIPs, and the address families of a service. The cluster has IPv4 service addresses; only a headless service
 * without a selector may name IPv6, since nothing is allocated for it.
 */
final class ClusterAddresses {

    private static final String FAMILY = "IPv4";
    private static final FieldPath SPEC = FieldPath.of("spec");

    private ClusterAddresses() {}

    /** clusterIP is the first of clusterIPs: whichever of the two the client wrote decides the other. */
    static void normalize(ObjectNode service, JsonNode old) {
        ObjectNode spec = service.withObjectProperty("spec");
        ServiceView now = new ServiceView(service);
        ServiceView before = new ServiceView(old);
        if (!before.exists()) {
            if (!now.clusterIp().isEmpty() && now.clusterIps().isEmpty()) {
                spec.putArray("clusterIPs").add(now.clusterIp());
            }
            return;
        }
        boolean singleChanged = !now.clusterIp().equals(before.clusterIp());
        boolean pluralSame = now.clusterIps().equals(before.clusterIps());
        if (singleChanged && pluralSame) {
            if (now.clusterIp().isEmpty()) {
                spec.remove("clusterIPs");
            } else {
                spec.putArray("clusterIPs").add(now.clusterIp());
            }
        } else if (now.clusterIps().isEmpty() && !now.clusterIp().isEmpty()) {
            spec.putArray("clusterIPs").add(now.clusterIp());
        }
    }

    static List<FieldError> settleFamilies(ObjectNode service, JsonNode old) {
        List<FieldError> errors = new ArrayList<>();
        ServiceView now = new ServiceView(service);
        ServiceView before = new ServiceView(old);
        if (!now.needsClusterIp()) {
            return errors;
        }
        ObjectNode spec = service.withObjectProperty("spec");
        boolean free = now.clusterIp().equals("None") && now.selectorless();
        if (now.familyPolicy().isEmpty()) {
            String policy = !before.familyPolicy().isEmpty()
                    ? before.familyPolicy()
                    : free ? "RequireDualStack" : "SingleStack";
            spec.put("ipFamilyPolicy", policy);
        }
        String policy = spec.path("ipFamilyPolicy").asString("");
        if (policy.equals("SingleStack")) {
            single(now, errors, policy);
        }
        List<String> families = new ArrayList<>(now.families());
        familiesOfAddresses(now, families, errors);
        if (!errors.isEmpty()) {
            return errors;
        }
        if (free) {
            if (families.isEmpty()) {
                families.add(FAMILY);
            }
            if (families.size() < 2 && !policy.equals("SingleStack")) {
                families.add(families.getFirst().equals(FAMILY) ? "IPv6" : FAMILY);
            }
        } else {
            if (policy.equals("RequireDualStack")) {
                errors.add(FieldError.invalid(
                        SPEC.child("ipFamilyPolicy"), policy, "this cluster is not configured for dual-stack services"));
            }
            for (int i = 0; i < families.size(); i++) {
                if (!families.get(i).equals(FAMILY)) {
                    errors.add(FieldError.invalid(
                            SPEC.child("ipFamilies").index(i), families.get(i), "not configured on this cluster"));
                }
            }
            if (families.isEmpty()) {
                families.add(FAMILY);
            }
        }
        if (errors.isEmpty()) {
            ArrayNode written = spec.putArray("ipFamilies");
            families.forEach(written::add);
        }
        return errors;
    }

    private static void single(ServiceView now, List<FieldError> errors, String policy) {
        String must = "must be 'RequireDualStack' or 'PreferDualStack' when multiple ";
        if (now.clusterIps().size() == 2) {
            errors.add(FieldError.invalid(SPEC.child("ipFamilyPolicy"), policy, must + "cluster IPs are specified"));
        }
        if (now.families().size() == 2) {
            errors.add(FieldError.invalid(SPEC.child("ipFamilyPolicy"), policy, must + "IP families are specified"));
        }
    }

    private static void familiesOfAddresses(ServiceView now, List<String> families, List<FieldError> errors) {
        List<String> addresses = now.clusterIps();
        for (int i = 0; i < addresses.size() && !addresses.get(i).equals("None"); i++) {
            String family = addresses.get(i).contains(":") ? "IPv6" : FAMILY;
            if (i >= families.size()) {
                if (family.equals(FAMILY)) {
                    families.add(family);
                } else {
                    errors.add(FieldError.invalid(
                            SPEC.child("clusterIPs").index(i), addresses, family + " is not configured on this cluster"));
                }
            }
        }
    }
}
