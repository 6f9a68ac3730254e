package io.navarch.kubelet.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.navarch.machinery.object.Quantity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry of spec.containers, spec.initContainers or spec.ephemeralContainers. */
public record Container(
        String name,
        String image,
        List<String> command,
        List<String> args,
        @Nullable String workingDir,
        List<Port> ports,
        List<EnvFrom> envFrom,
        List<EnvVar> env,
        @Nullable Resources resources,
        @Nullable String restartPolicy,
        List<RestartRule> restartPolicyRules,
        List<Mount> volumeMounts,
        @Nullable Probe livenessProbe,
        @Nullable Probe readinessProbe,
        @Nullable Probe startupProbe,
        @Nullable Lifecycle lifecycle,
        @Nullable String terminationMessagePath,
        @Nullable String terminationMessagePolicy,
        @Nullable String imagePullPolicy,
        @Nullable SecurityContext securityContext,
        boolean stdin,
        boolean stdinOnce,
        boolean tty,
        @Nullable String targetContainerName) {

    public record Port(@Nullable String name, int containerPort, int hostPort, @Nullable String hostIP, @Nullable String protocol) {}

    public record EnvVar(String name, @Nullable String value, @Nullable EnvSource valueFrom) {}

    public record EnvSource(
            @Nullable KeyReference configMapKeyRef,
            @Nullable KeyReference secretKeyRef,
            @Nullable FieldReference fieldRef,
            @Nullable ResourceReference resourceFieldRef) {}

    public record KeyReference(@Nullable String name, String key, boolean optional) {}

    public record FieldReference(@Nullable String apiVersion, String fieldPath) {}

    public record ResourceReference(@Nullable String containerName, String resource, @Nullable Quantity divisor) {}

    public record EnvFrom(@Nullable String prefix, @Nullable ObjectReference configMapRef, @Nullable ObjectReference secretRef) {}

    public record ObjectReference(@Nullable String name, boolean optional) {}

    public record Resources(Map<String, Quantity> limits, Map<String, Quantity> requests) {
        public static final Resources NONE = new Resources(Map.of(), Map.of());

        /** What is asked for; where nothing is said, the limit stands for it. */
        public @Nullable Quantity request(String resource) {
            Quantity asked = requests.get(resource);
            return asked != null ? asked : limits.get(resource);
        }
    }

    public record RestartRule(String action, @Nullable ExitCodes exitCodes) {
        public record ExitCodes(String operator, List<Integer> values) {}

        boolean matches(int exitCode) {
            return exitCodes != null
                    && (exitCodes.operator().equals("In") == exitCodes.values().contains(exitCode));
        }
    }

    public record Mount(
            String name,
            String mountPath,
            boolean readOnly,
            @Nullable String subPath,
            @Nullable String subPathExpr,
            @Nullable String mountPropagation,
            @Nullable String recursiveReadOnly) {}

    public record Lifecycle(@Nullable Handler postStart, @Nullable Handler preStop, @Nullable String stopSignal) {}

    /** A hook or the deed of a probe: exactly one is set. */
    public record Handler(
            @Nullable Exec exec, @Nullable HttpGet httpGet, @Nullable TcpSocket tcpSocket, @Nullable Sleep sleep) {}

    public record Exec(List<String> command) {}

    /** port: a number, or the name of one of the container's ports. */
    public record HttpGet(
            @Nullable String path, JsonNode port, @Nullable String host, @Nullable String scheme, List<Header> httpHeaders) {
        public record Header(String name, @JsonProperty("value") @Nullable String content) {}
    }

    public record TcpSocket(JsonNode port, @Nullable String host) {}

    public record Sleep(long seconds) {}

    public Resources needs() {
        return resources == null ? Resources.NONE : resources;
    }

    /** An init container that keeps running beside the others. */
    public boolean sidecar() {
        return "Always".equals(restartPolicy);
    }

    /** Whether the container is to run again after it ended with this code, in a pod with this restartPolicy. */
    public boolean runsAgain(String podPolicy, int exitCode) {
        if (restartPolicyRules.stream().anyMatch(rule -> rule.action().equals("Restart") && rule.matches(exitCode))) {
            return true;
        }
        return switch (restartPolicy == null ? podPolicy : restartPolicy) {
            case "Never" -> false;
            case "OnFailure" -> exitCode != 0;
            default -> true;
        };
    }

    /** The pull policy; where none is given, Always for the tag latest or no tag, else IfNotPresent. */
    public String pullPolicy() {
        if (imagePullPolicy != null) {
            return imagePullPolicy;
        }
        String lastPart = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = !lastPart.contains("@") && (!lastPart.contains(":") || lastPart.endsWith(":latest"));
        return latest ? "Always" : "IfNotPresent";
    }

    /** The number of a port given by number or name; 0 when there is no such name. */
    public int portNumber(JsonNode port) {
        if (port.isNumber()) {
            return port.asInt();
        }
        String name = port.asString();
        return ports.stream()
                .filter(p -> name.equals(p.name()))
                .map(Port::containerPort)
                .findFirst()
                .orElseGet(() -> name.matches("[0-9]{1,5}") ? Integer.parseInt(name) : 0);
    }

    public String terminationPath() {
        return terminationMessagePath == null ? "/dev/termination-log" : terminationMessagePath;
    }
}
