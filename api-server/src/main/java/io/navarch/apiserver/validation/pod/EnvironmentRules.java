package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Paths;
import io.navarch.machinery.object.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** env, envFrom, and what refers to fields of the pod and its containers. */
final class EnvironmentRules {

    private static final List<String> ENV_FIELDS = List.of(
            "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "spec.nodeName",
            "spec.serviceAccountName",
            "status.hostIP",
            "status.hostIPs",
            "status.podIP",
            "status.podIPs");
    static final List<String> VOLUME_FIELDS = List.of(
            "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid");
    private static final Set<String> KNOWN_FIELDS = Set.of(
            "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "metadata.annotations",
            "metadata.labels",
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.serviceAccountName",
            "spec.schedulerName",
            "status.phase",
            "status.hostIP",
            "status.hostIPs",
            "status.podIP",
            "status.podIPs",
            "spec.host");
    private static final List<String> RESOURCES = List.of(
            "limits.cpu",
            "limits.ephemeral-storage",
            "limits.memory",
            "requests.cpu",
            "requests.ephemeral-storage",
            "requests.memory");
    private static final Set<String> SIZES =
            Set.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");
    private static final String SIZES_ONLY =
            "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the ";

    private EnvironmentRules() {}

    static void env(Field env) {
        for (Field variable : env.items()) {
            Field name = variable.at("name");
            if (name.mustBeSet()) {
                name.invalidFor(Formats.relaxedEnvironmentName(name.text()));
            }
            if (variable.at("valueFrom").isSet()) {
                source(variable, variable.at("valueFrom"));
            }
        }
    }

    private static void source(Field variable, Field from) {
        int sources = 0;
        if (from.at("fieldRef").isSet()) {
            sources++;
            field(from.at("fieldRef"), ENV_FIELDS);
        }
        if (from.at("resourceFieldRef").isSet()) {
            sources++;
            resource(from.at("resourceFieldRef"), false);
        }
        for (String ref : List.of("configMapKeyRef", "secretKeyRef")) {
            if (from.at(ref).isSet()) {
                sources++;
                key(from.at(ref));
            }
        }
        if (from.at("fileKeyRef").isSet()) {
            sources++;
            file(from.at("fileKeyRef"));
        }
        if (sources == 0) {
            from.invalid(
                    "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        } else if (!variable.at("value").text().isEmpty()) {
            from.invalid("", "may not be specified when `value` is not empty");
        } else if (sources > 1) {
            from.invalid("", "may not have more than one field specified at a time");
        }
    }

    static void field(Field ref, List<String> supported) {
        if (!ref.at("apiVersion").mustBeSet() || !ref.at("fieldPath").mustBeSet()) {
            return;
        }
        String version = ref.at("apiVersion").text();
        String text = ref.at("fieldPath").text();
        int subscript = text.indexOf("['");
        boolean subscripted = subscript > 0 && text.endsWith("']");
        String path = subscripted ? text.substring(0, subscript) : text;
        boolean known = subscripted
                ? path.equals("metadata.annotations") || path.equals("metadata.labels")
                : KNOWN_FIELDS.contains(path);
        if (!version.equals("v1")) {
            ref.at("fieldPath").invalid("error converting fieldPath: unsupported pod version: " + version);
        } else if (subscripted && !known) {
            ref.at("fieldPath")
                    .invalid("error converting fieldPath: field label does not support subscript: " + text);
        } else if (!known) {
            ref.at("fieldPath").invalid("error converting fieldPath: field label not supported: " + text);
        } else if (subscripted) {
            String key = text.substring(subscript + 2, text.length() - 2);
            String checked = path.equals("metadata.annotations") ? key.toLowerCase(Locale.ROOT) : key;
            Formats.qualifiedName(checked).forEach(message -> ref.invalid(checked, message));
        } else if (!supported.contains(path.equals("spec.host") ? "spec.nodeName" : path)) {
            ref.at("fieldPath").notSupported(supported);
        }
    }

    static void resource(Field ref, boolean volume) {
        String resource = ref.at("resource").text();
        if (volume && ref.at("containerName").text().isEmpty()) {
            ref.at("containerName").required();
        } else if (resource.isEmpty()) {
            ref.at("resource").required();
        } else if (!RESOURCES.contains(resource)
                && !resource.startsWith("requests.hugepages-")
                && !resource.startsWith("limits.hugepages-")) {
            ref.at("resource").notSupported(RESOURCES);
        }
        divisor(ref.at("divisor"), resource);
    }

    private static void divisor(Field divisor, String resource) {
        String text = divisor.value().asString("");
        if (text.isEmpty() || isZero(text)) {
            return;
        }
        String kind = resource.substring(resource.indexOf('.') + 1);
        if (kind.equals("cpu")) {
            if (!text.equals("1m") && !text.equals("1")) {
                divisor.invalid(resource, "only divisor's values 1m and 1 are supported with the cpu resource");
            }
        } else if (!SIZES.contains(text)) {
            switch (kind) {
                case "memory" -> divisor.invalid(resource, SIZES_ONLY + "memory resource");
                case "ephemeral-storage" -> divisor.invalid(resource, SIZES_ONLY + "local ephemeral storage resource");
                default -> {
                    if (kind.startsWith("hugepages-")) {
                        divisor.invalid(resource, SIZES_ONLY + "hugepages resource");
                    }
                }
            }
        }
    }

    private static boolean isZero(String quantity) {
        try {
            return Quantity.parse(quantity).exact().signum() == 0;
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }

    /** configMapKeyRef or secretKeyRef. */
    private static void key(Field ref) {
        Formats.dns1123Subdomain(ref.at("name").text()).forEach(m -> ref.at("name").invalid(ref.at("name").text(), m));
        if (ref.at("key").mustBeSet()) {
            ref.at("key").invalidFor(Formats.configMapKey(ref.at("key").text()));
        }
    }

    private static void file(Field ref) {
        if (ref.at("key").mustBeSet()) {
            ref.at("key").invalidFor(Formats.relaxedEnvironmentName(ref.at("key").text()));
        }
        if (ref.at("volumeName").mustBeSet()) {
            ref.at("volumeName").invalidFor(Formats.dns1123Label(ref.at("volumeName").text()));
        }
        if (ref.at("path").mustBeSet()) {
            Paths.noBacksteps(ref.at("path"));
        }
    }

    static void envFrom(Field envFrom) {
        for (Field source : envFrom.items()) {
            Field prefix = source.at("prefix");
            if (!prefix.isZero()) {
                prefix.invalidFor(Formats.relaxedEnvironmentName(prefix.text()));
            }
            int sources = 0;
            for (String ref : List.of("configMapRef", "secretRef")) {
                if (source.at(ref).isSet()) {
                    sources++;
                    Field name = source.at(ref, "name");
                    if (name.mustBeSet()) {
                        Formats.dns1123Subdomain(name.text()).forEach(name::invalid);
                    }
                }
            }
            if (sources == 0) {
                envFrom.invalid("", "must specify one of: `configMapRef` or `secretRef`");
            } else if (sources > 1) {
                envFrom.invalid("", "may not have more than one field specified at a time");
            }
        }
    }

    /** A variable read from a file needs an emptyDir to find it in. */
    static void fileVolumes(Field container, PodContext pod) {
        for (Field variable : container.at("env").items()) {
            Field volume = variable.at("valueFrom", "fileKeyRef", "volumeName");
            if (!variable.at("valueFrom", "fileKeyRef").isSet()) {
                continue;
            }
            if (!pod.volumes().containsKey(volume.text())) {
                volume.notFound();
            } else if (!pod.volumes().get(volume.text()).hasNonNull("emptyDir")) {
                volume.invalid("referenced volume must be of type emptyDir");
            }
        }
    }
}
