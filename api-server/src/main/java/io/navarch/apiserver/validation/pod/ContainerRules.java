package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The three lists of containers, and what is common to all of them. */
final class ContainerRules {

    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    private static final List<String> MESSAGE_POLICIES = List.of("File", "FallbackToLogsOnError");
    private static final List<String> RESTART_POLICIES = List.of("Always", "Never", "OnFailure");
    private static final List<String> EXIT_CODE_OPERATORS = List.of("In", "NotIn");
    private static final List<String> RESTART_ACTIONS = List.of("Restart", "RestartAllContainers");
    private static final List<String> RESIZABLE = List.of("cpu", "memory");
    private static final List<String> RESIZE_POLICIES = List.of("NotRequired", "RestartContainer");
    private static final Set<String> OPEN_TO_EPHEMERAL = Set.of(
            "name",
            "image",
            "command",
            "args",
            "workingDir",
            "envFrom",
            "env",
            "volumeMounts",
            "volumeDevices",
            "terminationMessagePath",
            "terminationMessagePolicy",
            "imagePullPolicy",
            "securityContext",
            "stdin",
            "stdinOnce",
            "tty",
            "targetContainerName");
    /** In the order of Container's fields. */
    private static final List<String> CLOSED_TO_EPHEMERAL = List.of(
            "ports",
            "resources",
            "resizePolicy",
            "restartPolicy",
            "restartPolicyRules",
            "livenessProbe",
            "readinessProbe",
            "startupProbe",
            "lifecycle");
    private static final int MOST_RESTART_RULES = 20;
    private static final int MOST_EXIT_CODES = 255;

    private ContainerRules() {}

    static void containers(Field containers, PodContext pod) {
        if (containers.isZero()) {
            containers.required();
            return;
        }
        Set<String> names = new HashSet<>();
        for (Field container : containers.items()) {
            common(container, pod);
            if (!names.add(container.at("name").text())) {
                container.at("name").duplicate();
            }
            HandlerRules.lifecycle(container.at("lifecycle"), pod);
            HandlerRules.probes(container, pod);
            restart(container);
        }
        hostPorts(containers.items());
    }

    static void initContainers(Field inits, Field containers, PodContext pod) {
        Set<String> names = names(containers);
        for (Field container : inits.items()) {
            common(container, pod);
            Field policy = container.at("restartPolicy");
            restart(container);
            boolean sidecar = policy.text().equals("Always");
            Field name = container.at("name");
            if (names.contains(name.text())) {
                name.duplicate();
            } else if (!name.isZero()) {
                names.add(name.text());
            }
            // Init containers run one by one: only a container's own ports can be in each other's way.
            hostPorts(List.of(container.as(inits.path().index(0))));
            if (sidecar) {
                HandlerRules.lifecycle(container.at("lifecycle"), pod);
                HandlerRules.probes(container, pod);
            } else {
                for (String closed : List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")) {
                    if (container.at(closed).isSet()) {
                        container.at(closed).forbidden("may not be set for init containers without restartPolicy=Always");
                    }
                }
                for (Field resize : container.at("resizePolicy").items()) {
                    if (resize.at("restartPolicy").text().equals("RestartContainer")) {
                        resize.at("restartPolicy")
                                .invalid("must not be set to 'RestartContainer' for non-sidecar initContainers");
                    }
                }
            }
        }
    }

    static void ephemeralContainers(Field ephemerals, Field containers, Field inits, PodContext pod) {
        Set<String> others = names(containers);
        others.addAll(names(inits));
        Set<String> all = new HashSet<>(others);
        for (Field container : ephemerals.items()) {
            common(container, pod);
            onlyForPods(container);
            if (!all.add(container.at("name").text())) {
                container.at("name").duplicate();
            }
            Field target = container.at("targetContainerName");
            if (!target.isZero() && !others.contains(target.text())) {
                target.notFound();
            }
            for (String field : CLOSED_TO_EPHEMERAL) {
                if (!OPEN_TO_EPHEMERAL.contains(field) && !container.at(field).isZero()) {
                    container.at(field).forbidden("cannot be set for an Ephemeral Container");
                }
            }
            for (Field mount : container.at("volumeMounts").items()) {
                for (String path : List.of("subPath", "subPathExpr")) {
                    if (!mount.at(path).isZero()) {
                        mount.at(path).forbidden("cannot be set for an Ephemeral Container");
                    }
                }
            }
        }
    }

    private static Set<String> names(Field containers) {
        Set<String> names = new HashSet<>();
        containers.items().forEach(container -> names.add(container.at("name").text()));
        return names;
    }

    /** A template keeps an image as it is written; a pod must be able to pull it. */
    static void onlyForPods(Field container) {
        String image = container.at("image").text();
        if (image.length() != image.strip().length()) {
            container.at("image").invalid("must not have leading or trailing whitespace");
        }
    }

    private static void common(Field container, PodContext pod) {
        if (container.at("name").mustBeSet()) {
            container.at("name").invalidFor(Formats.dns1123Label(container.at("name").text()));
        }
        container.at("image").mustBeSet();
        container.at("terminationMessagePolicy").mustBeOneOf(MESSAGE_POLICIES);
        ports(container.at("ports"));
        EnvironmentRules.env(container.at("env"));
        EnvironmentRules.envFrom(container.at("envFrom"));
        MountRules.mounts(container, pod);
        MountRules.devices(container, pod);
        container.at("imagePullPolicy").mustBeOneOf(PULL_POLICIES);
        ResourceRules.container(container.at("resources"), pod);
        resizePolicy(container.at("resizePolicy"), pod);
        SecurityRules.container(container.at("securityContext"), pod);
    }

    private static void ports(Field ports) {
        Set<String> names = new HashSet<>();
        for (Field port : ports.items()) {
            Field name = port.at("name");
            if (!name.isZero()) {
                List<String> wrong = Formats.portName(name.text());
                name.invalidFor(wrong);
                if (wrong.isEmpty() && !names.add(name.text())) {
                    name.duplicate();
                }
            }
            Field number = port.at("containerPort");
            if (number.mustBeSet()) {
                number.invalidFor(Formats.portNumber(number.number()));
            }
            Field host = port.at("hostPort");
            if (!host.isZero()) {
                host.invalidFor(Formats.portNumber(host.number()));
            }
            port.at("protocol").mustBeOneOf(PROTOCOLS);
        }
    }

    private static void hostPorts(List<Field> containers) {
        Set<String> taken = new HashSet<>();
        for (Field container : containers) {
            for (Field port : container.at("ports").items()) {
                long number = port.at("hostPort").number();
                String claim = port.at("protocol").text() + "/" + port.at("hostIP").text() + "/" + number;
                if (number != 0 && !taken.add(claim)) {
                    port.at("hostPort").duplicate(claim);
                }
            }
        }
    }

    private static void resizePolicy(Field policies, PodContext pod) {
        Set<String> seen = new HashSet<>();
        for (Field policy : policies.items()) {
            String resource = policy.at("resourceName").text();
            if (!seen.add(resource)) {
                policy.duplicate(resource);
            }
            policy.at("resourceName").as(policies.path()).mustBeOneOf(RESIZABLE);
            Field restart = policy.at("restartPolicy").as(policies.path());
            restart.mustBeOneOf(RESIZE_POLICIES);
            if (pod.restartPolicy().equals("Never") && !restart.text().equals("NotRequired")) {
                restart.invalid("must be 'NotRequired' when pod `restartPolicy` is 'Never'");
            }
        }
    }

    /** A container's own restartPolicy and the rules for its exit codes (KEP-5307). */
    private static void restart(Field container) {
        Field policy = container.at("restartPolicy");
        Field rules = container.at("restartPolicyRules");
        if (!policy.isSet()) {
            if (rules.isZero()) {
                return;
            }
            policy.required("must specify restartPolicy when restart rules are used");
        } else if (!policy.isOneOf(RESTART_POLICIES)) {
            policy.notSupported(RESTART_POLICIES);
        }
        if (rules.size() > MOST_RESTART_RULES) {
            rules.tooMany(MOST_RESTART_RULES);
        }
        for (Field rule : rules.items()) {
            if (!rule.at("action").isOneOf(RESTART_ACTIONS)) {
                rule.at("action").notSupported(RESTART_ACTIONS);
            }
            Field codes = rule.at("exitCodes");
            if (!codes.isSet()) {
                codes.required("must be specified");
                continue;
            }
            if (!codes.at("operator").isOneOf(EXIT_CODE_OPERATORS)) {
                codes.at("operator").notSupported(EXIT_CODE_OPERATORS);
            }
            if (codes.at("values").size() > MOST_EXIT_CODES) {
                codes.at("values").tooMany(MOST_EXIT_CODES);
            }
        }
    }
}
