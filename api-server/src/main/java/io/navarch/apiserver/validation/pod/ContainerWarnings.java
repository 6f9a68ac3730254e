package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Quantities;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client is warned of in the containers of a pod that was accepted. */
final class ContainerWarnings {

    private static final String SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
    private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";

    private final List<String> warnings = new ArrayList<>(0);

    private ContainerWarnings() {}

    /** AppArmor's annotations of pods are warned of where they are turned into fields; of templates here. */
    static List<String> of(Field spec, Field metadata, boolean template) {
        ContainerWarnings all = new ContainerWarnings();
        List<Field> containers = new ArrayList<>();
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            containers.addAll(spec.at(list).items());
        }
        Field podProfile = spec.at("securityContext", "appArmorProfile");
        for (Field container : containers) {
            all.annotations(container, metadata.at("annotations"), podProfile, template);
            for (String resource : List.of("memory", "ephemeral-storage")) {
                for (String kind : List.of("limits", "requests")) {
                    Quantities.fraction(container.at("resources", kind).key(resource)).ifPresent(all.warnings::add);
                }
            }
            all.environment(container.at("env"));
        }
        all.ports(containers);
        all.portNames(containers);
        return all.warnings;
    }

    private void annotations(Field container, Field annotations, Field podProfile, boolean template) {
        String name = container.at("name").text();
        Field seccomp = annotations.key(SECCOMP + name);
        if (seccomp.isSet() && !container.at("securityContext", "seccompProfile").isSet()) {
            warnings.add(seccomp.path() + ": non-functional in v1.27+; use the \"seccompProfile\" field instead");
        }
        Field appArmor = annotations.key(APP_ARMOR + name);
        if (template
                && appArmor.isSet()
                && !container.at("securityContext", "appArmorProfile").isSet()
                && !matches(podProfile, appArmor.text())) {
            warnings.add(appArmor.path() + ": deprecated since v1.30; use the \"appArmorProfile\" field instead");
        }
    }

    private static boolean matches(Field profile, String annotation) {
        return profile.isSet() && switch (profile.at("type").text()) {
            case "Unconfined" -> annotation.equals("unconfined");
            case "RuntimeDefault" -> annotation.equals("runtime/default");
            case "Localhost" -> annotation.equals("localhost/" + profile.at("localhostProfile").text());
            default -> false;
        };
    }

    /** A later definition may build on an earlier one, but not replace it. */
    private void environment(Field env) {
        Set<String> names = new HashSet<>();
        for (Field variable : env.items()) {
            String name = variable.at("name").text();
            String value = variable.at("value").text();
            String reference = "$(" + name + ")";
            boolean hides = variable.at("valueFrom").isSet() || value.equals(reference) || !value.contains(reference);
            if (!names.add(name) && hides) {
                warnings.add(variable.path() + ": hides previous definition of " + GoText.quote(name)
                        + ", which may be dropped when using apply");
            }
        }
    }

    private void ports(List<Field> containers) {
        Map<String, List<Field>> byNumber = new HashMap<>();
        for (Field container : containers) {
            for (Field port : container.at("ports").items()) {
                if (!port.at("hostIP").isZero() && port.at("hostPort").isZero()) {
                    warnings.add(port.path() + ": hostIP set without hostPort: {Name:" + port.at("name").text() + " HostPort:0 ContainerPort:"
                            + port.at("containerPort").number() + " Protocol:" + port.at("protocol").text() + " HostIP:"
                            + port.at("hostIP").text() + "}");
                }
                String key = port.at("containerPort").number() + "/" + port.at("protocol").text();
                List<Field> others = byNumber.computeIfAbsent(key, k -> new ArrayList<>());
                others.forEach(other -> against(port, other));
                others.add(port);
            }
        }
    }

    private void against(Field port, Field other) {
        String ip = port.at("hostIP").text();
        String otherIp = other.at("hostIP").text();
        long host = port.at("hostPort").number();
        long otherHost = other.at("hostPort").number();
        if (ip.equals(otherIp) && host == otherHost) {
            warnings.add(port.path() + ": duplicate port definition with " + other.path());
        } else if (host == 0 || otherHost == 0) {
            warnings.add(port.path() + ": overlapping port definition with " + other.path());
        } else if (host == otherHost && ip.isEmpty() != otherIp.isEmpty()) {
            warnings.add(port.path() + ": dangerously ambiguous port definition with " + other.path());
        }
    }

    private void portNames(List<Field> containers) {
        Map<String, Field> byName = new HashMap<>();
        for (Field container : containers) {
            for (Field port : container.at("ports").items()) {
                String name = port.at("name").text();
                Field other = name.isEmpty() ? null : byName.putIfAbsent(name, port);
                if (other != null) {
                    warnings.add(port.path() + ": duplicate port name " + GoText.quote(name) + " with " + other.path()
                            + ", services and probes that select ports by name will use " + other.path());
                }
            }
        }
    }
}
