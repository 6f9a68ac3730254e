package io.navarch.apiserver.admission.podsecurity;

import static io.navarch.apiserver.admission.podsecurity.BaselineChecks.context;
import static io.navarch.apiserver.admission.podsecurity.Check.violation;
import static io.navarch.apiserver.admission.podsecurity.SecuredPod.namedContainers;
import static io.navarch.apiserver.admission.podsecurity.SecuredPod.quoted;
import static io.navarch.apiserver.admission.podsecurity.SecuredPod.setters;
import static io.navarch.apiserver.admission.podsecurity.SecuredPod.several;

import io.navarch.apiserver.admission.podsecurity.SecuredPod.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rules that hardened pods keep on top of the baseline. */
final class RestrictedChecks {

    private static final List<String> VOLUMES = List.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret");
    private static final List<String> OTHER_VOLUMES = List.of(
            "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "nfs", "iscsi", "glusterfs", "rbd", "flexVolume",
            "cinder", "cephfs", "flocker", "fc", "azureFile", "vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk",
            "portworxVolume", "scaleIO", "storageos");
    private static final String ALL_CAPABILITIES = "ALL";
    private static final String BIND = "NET_BIND_SERVICE";

    static final List<Check> ALL = List.of(
            Check.restricted("allowPrivilegeEscalation", 8, RestrictedChecks::privilegeEscalation),
            Check.restricted("allowPrivilegeEscalation", 25, notOnWindows(RestrictedChecks::privilegeEscalation)),
            Check.restricted("capabilities_restricted", 22, RestrictedChecks::capabilities, "capabilities_baseline"),
            Check.restricted("capabilities_restricted", 25, notOnWindows(RestrictedChecks::capabilities), "capabilities_baseline"),
            Check.restricted("procMount_restricted", 35, BaselineChecks::procMount, "procMount"),
            Check.restricted("restrictedVolumes", 0, RestrictedChecks::volumes, "hostPathVolumes"),
            Check.restricted("runAsNonRoot", 0, RestrictedChecks::runAsNonRoot),
            Check.restricted("runAsNonRoot", 35, notInUserNamespace(RestrictedChecks::runAsNonRoot)),
            Check.restricted("runAsUser", 23, RestrictedChecks::runAsUser),
            Check.restricted("runAsUser", 35, notInUserNamespace(RestrictedChecks::runAsUser)),
            Check.restricted("seccompProfile_restricted", 19, RestrictedChecks::seccomp, "seccompProfile_baseline"),
            Check.restricted("seccompProfile_restricted", 25, notOnWindows(RestrictedChecks::seccomp), "seccompProfile_baseline"));

    private RestrictedChecks() {}

    private static Function<SecuredPod, Optional<Violation>> notOnWindows(Function<SecuredPod, Optional<Violation>> rule) {
        return pod -> pod.onWindows() ? Optional.empty() : rule.apply(pod);
    }

    private static Function<SecuredPod, Optional<Violation>> notInUserNamespace(Function<SecuredPod, Optional<Violation>> rule) {
        return pod -> pod.inUserNamespace() ? Optional.empty() : rule.apply(pod);
    }

    private static Optional<Violation> privilegeEscalation(SecuredPod pod) {
        List<String> bad = pod.containersThat(c -> context(c).path("allowPrivilegeEscalation").asBoolean(true));
        return violation(
                !bad.isEmpty(),
                "allowPrivilegeEscalation != false",
                () -> namedContainers(bad) + " must set securityContext.allowPrivilegeEscalation=false");
    }

    private static Stream<String> capabilities(JsonNode container, String list) {
        return context(container).path("capabilities").path(list).valueStream().map(c -> c.asString(""));
    }

    private static Optional<Violation> capabilities(SecuredPod pod) {
        List<String> details = new ArrayList<>();
        List<String> keeping = pod.containersThat(c -> capabilities(c, "drop").noneMatch(ALL_CAPABILITIES::equals));
        if (!keeping.isEmpty()) {
            details.add(namedContainers(keeping) + " must set securityContext.capabilities.drop=[\"ALL\"]");
        }
        List<String> adding = pod.containersThat(c -> capabilities(c, "add").anyMatch(a -> !a.equals(BIND)));
        if (!adding.isEmpty()) {
            details.add(namedContainers(adding) + " must not include "
                    + quoted(pod.containers().stream()
                            .flatMap(c -> capabilities(c, "add"))
                            .filter(a -> !a.equals(BIND))
                            .collect(Collectors.toCollection(TreeSet::new)))
                    + " in securityContext.capabilities.add");
        }
        return violation(!details.isEmpty(), "unrestricted capabilities", () -> String.join("; ", details));
    }

    private static Optional<Violation> volumes(SecuredPod pod) {
        List<JsonNode> bad = pod.spec().path("volumes").valueStream()
                .filter(v -> VOLUMES.stream().noneMatch(v::hasNonNull))
                .toList();
        TreeSet<String> kinds = bad.stream()
                .map(v -> OTHER_VOLUMES.stream().filter(v::hasNonNull).findFirst().orElse("unknown"))
                .collect(Collectors.toCollection(TreeSet::new));
        return violation(!bad.isEmpty(), "restricted volume types", () -> several("volume", "volumes", bad.size()) + " "
                + quoted(bad.stream().map(v -> v.path("name").asString("")).toList()) + " " + several("uses", "use", bad.size()) + " "
                + several("restricted volume type", "restricted volume types", kinds.size()) + " " + quoted(kinds));
    }

    private static Optional<Violation> runAsNonRoot(SecuredPod pod) {
        JsonNode ofPod = pod.securityContext().path("runAsNonRoot");
        String setters = setters(
                ofPod.isBoolean() && !ofPod.booleanValue(),
                pod.containersThat(c -> !context(c).path("runAsNonRoot").asBoolean(true)));
        if (!setters.isEmpty()) {
            return violation(true, "runAsNonRoot != true", () -> setters + " must not set securityContext.runAsNonRoot=false");
        }
        List<String> silent = ofPod.asBoolean(false)
                ? List.of()
                : pod.containersThat(c -> !context(c).path("runAsNonRoot").isBoolean());
        return violation(
                !silent.isEmpty(),
                "runAsNonRoot != true",
                () -> "pod or " + namedContainers(silent) + " must set securityContext.runAsNonRoot=true");
    }

    private static boolean isRoot(JsonNode context) {
        return context.path("runAsUser").isNumber() && context.path("runAsUser").asLong() == 0;
    }

    private static Optional<Violation> runAsUser(SecuredPod pod) {
        String setters = setters(isRoot(pod.securityContext()), pod.containersThat(c -> isRoot(context(c))));
        return violation(!setters.isEmpty(), "runAsUser=0", () -> setters + " must not set runAsUser=0");
    }

    private static Optional<Violation> seccomp(SecuredPod pod) {
        Optional<Violation> wrong = BaselineChecks.seccomp(pod);
        if (wrong.isPresent()) {
            return wrong;
        }
        List<String> silent = pod.securityContext().path("seccompProfile").isObject()
                ? List.of()
                : pod.containersThat(c -> !context(c).path("seccompProfile").isObject());
        return violation(
                !silent.isEmpty(),
                "seccompProfile",
                () -> "pod or " + namedContainers(silent)
                        + " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"");
    }
}
