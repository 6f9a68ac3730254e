package io.navarch.kubelet.container;

import io.navarch.kubelet.runtime.StartRefused;
import io.navarch.kubelet.source.ClusterSources;
import io.navarch.kubelet.source.PodFields;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Container.EnvFrom;
import io.navarch.kubelet.spec.Container.EnvSource;
import io.navarch.kubelet.spec.Container.EnvVar;
import io.navarch.kubelet.spec.Container.KeyReference;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.Service;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container's environment: Services, envFrom, then env, in which {@code $(NAME)} stands for what came before. */
final class Environment {

    private final ClusterSources sources;
    private final PodFields fields;
    private final Pod pod;
    private final Container container;

    Environment(ClusterSources sources, PodFields fields, Container container) {
        this.sources = sources;
        this.fields = fields;
        this.pod = fields.pod();
        this.container = container;
    }

    Map<String, String> variables(List<Service> services) {
        Map<String, String> service = ServiceEnvironment.of(pod, services);
        Map<String, String> result = new LinkedHashMap<>();
        container.envFrom().forEach(from -> addAll(from, result));
        Map<String, String> known = new LinkedHashMap<>(service);
        known.putAll(result);
        for (EnvVar variable : container.env()) {
            value(variable, known).ifPresent(value -> {
                known.put(variable.name(), value);
                result.put(variable.name(), value);
            });
        }
        service.forEach(result::putIfAbsent);
        return result;
    }

    private void addAll(EnvFrom from, Map<String, String> result) {
        String prefix = from.prefix() == null ? "" : from.prefix();
        Optional<Map<String, byte[]>> data;
        if (from.configMapRef() != null) {
            String name = named(from.configMapRef().name());
            data = sources.configMap(pod.namespace(), name);
            requireThere(data, from.configMapRef().optional(), "configmap", name);
        } else if (from.secretRef() != null) {
            String name = named(from.secretRef().name());
            data = sources.secret(pod.namespace(), name);
            requireThere(data, from.secretRef().optional(), "secret", name);
        } else {
            return;
        }
        data.orElse(Map.of()).forEach((key, value) -> result.put(prefix + key, text(value)));
    }

    private Optional<String> value(EnvVar variable, Map<String, String> known) {
        EnvSource from = variable.valueFrom();
        if (from == null) {
            return Optional.of(Expansion.expand(variable.value() == null ? "" : variable.value(), known));
        }
        if (from.configMapKeyRef() != null) {
            KeyReference ref = from.configMapKeyRef();
            return key(ref, sources.configMap(pod.namespace(), named(ref.name())), "configmap", "ConfigMap");
        }
        if (from.secretKeyRef() != null) {
            KeyReference ref = from.secretKeyRef();
            return key(ref, sources.secret(pod.namespace(), named(ref.name())), "secret", "Secret");
        }
        if (from.fieldRef() != null) {
            return Optional.of(fields.field(from.fieldRef().fieldPath()));
        }
        return from.resourceFieldRef() == null ? Optional.of("")
                : Optional.of(fields.resource(from.resourceFieldRef(), container));
    }

    private Optional<String> key(KeyReference ref, Optional<Map<String, byte[]>> data, String kind, String title) {
        requireThere(data, ref.optional(), kind, named(ref.name()));
        byte[] value = data.orElse(Map.of()).get(ref.key());
        if (value == null && !ref.optional()) {
            throw new StartRefused("CreateContainerConfigError",
                    "couldn't find key " + ref.key() + " in " + title + " " + pod.namespace() + "/" + named(ref.name()));
        }
        return Optional.ofNullable(value).map(Environment::text);
    }

    private static void requireThere(Optional<?> data, boolean optional, String kind, String name) {
        if (data.isEmpty() && !optional) {
            throw new StartRefused("CreateContainerConfigError", kind + " \"" + name + "\" not found");
        }
    }

    private static String named(@org.jspecify.annotations.Nullable String name) {
        return name == null ? "" : name;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
