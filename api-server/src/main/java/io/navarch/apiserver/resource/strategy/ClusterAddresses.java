package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.KindValidations;
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
        errors.addAll(KindValidations.serviceAddresses(service, old));
        if (!errors.isEmpty()) {
            return errors;
        }
        if (before.exists()) {
            reduce(spec, now, before, policy, errors);
        }
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

    /** Going back to one address and family: by the policy alone, or by leaving them out and saying so. */
    private static void reduce(ObjectNode spec, ServiceView now, ServiceView before, String policy, List<FieldError> errors) {
        boolean sameAddresses = now.clusterIps().equals(before.clusterIps());
        boolean sameFamilies = now.families().equals(before.families());
        if (policy.equals("SingleStack")) {
            if (sameAddresses && now.clusterIps().size() > 1) {
                spec.putArray("clusterIPs").add(now.clusterIps().getFirst());
            }
            if (sameFamilies && now.families().size() > 1) {
                spec.putArray("ipFamilies").add(now.families().getFirst());
            }
            return;
        }
        String must = "must be 'SingleStack' to release the secondary ";
        if (isReduced(now.clusterIps(), before.clusterIps())) {
            errors.add(FieldError.invalid(SPEC.child("ipFamilyPolicy"), policy, must + "cluster IP"));
        }
        if (isReduced(now.families(), before.families())) {
            errors.add(FieldError.invalid(SPEC.child("ipFamilyPolicy"), policy, must + "IP family"));
        }
    }

    /** Left out altogether is not reduced: that asks for what there was. */
    private static boolean isReduced(List<String> now, List<String> before) {
        return !now.isEmpty() && now.size() < before.size();
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
