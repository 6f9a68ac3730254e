package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/** Ingresses: hosts, paths and what stands behind them. What was accepted once under looser rules may stay. */
final class IngressRules implements KindValidation {

    private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";
    private static final List<String> PATH_TYPES = List.of("Exact", "ImplementationSpecific", "Prefix");
    private static final List<String> FORBIDDEN_INSIDE = List.of("//", "/./", "/../", "%2f", "%2F");
    private static final List<String> FORBIDDEN_AT_END = List.of("/..", "/.");

    @Override
    public void create(Field ingress) {
        spec(ingress.at("spec"), MissingNode.getInstance());
        Field annotation = ingress.at("metadata", "annotations").key(CLASS_ANNOTATION);
        Field name = ingress.at("spec", "ingressClassName");
        if (annotation.isSet() && name.isSet() && !annotation.text().equals(name.text())) {
            annotation.as(FieldPath.of("annotations", CLASS_ANNOTATION))
                    .invalid("must match `ingressClassName` when both are specified");
        }
    }

    @Override
    public void update(Field ingress, JsonNode before) {
        spec(ingress.at("spec"), before.path("spec"));
    }

    @Override
    public void status(Field ingress, JsonNode before) {
        LoadBalancerStatusRules.ofIngress(
                ingress.at("status", "loadBalancer"), before.path("status").path("loadBalancer"));
    }

    @Override
    public List<String> warnings(JsonNode ingress, JsonNode before) {
        boolean deprecated = !before.isObject()
                && ingress.path("metadata").path("annotations").has(CLASS_ANNOTATION)
                && !ingress.path("spec").hasNonNull("ingressClassName");
        return deprecated
                ? List.of("annotation \"" + CLASS_ANNOTATION + "\" is deprecated, please use 'spec.ingressClassName' instead")
                : List.of();
    }

    @Override
    public List<String> statusWarnings(JsonNode ingress) {
        return ServiceWarnings.ofStatus(ingress);
    }

    private static void spec(Field spec, JsonNode before) {
        Field rules = spec.at("rules");
        Field backend = spec.at("defaultBackend");
        if (rules.isZero() && !backend.isSet()) {
            spec.invalid(
                    rules.isSet() ? rules.value() : NullNode.getInstance(),
                    "either `defaultBackend` or `rules` must be specified");
        }
        if (backend.isSet()) {
            backend(backend);
        }
        boolean looseWildcards = hasBadWildcardRule(before);
        rules.items().forEach(rule -> rule(rule, looseWildcards));
        tls(spec.at("tls"), before.path("tls"));
        Field name = spec.at("ingressClassName");
        if (name.isSet()) {
            name.invalidFor(Formats.dns1123Subdomain(name.text()));
        }
    }

    private static void tls(Field list, JsonNode before) {
        boolean looseNames = before.valueStream().anyMatch(tls -> !secretName(tls.path("secretName").asString("")).isEmpty());
        for (Field tls : list.items()) {
            tls.at("hosts").items().forEach(IngressRules::host);
            if (!looseNames) {
                tls.at("secretName").invalidFor(secretName(tls.at("secretName").text()));
            }
        }
    }

    private static List<String> secretName(String name) {
        return name.isEmpty() ? List.of() : Formats.dns1123Subdomain(name);
    }

    private static void host(Field host) {
        host.invalidFor(
                host.text().contains("*")
                        ? Formats.wildcardDns1123Subdomain(host.text())
                        : Formats.dns1123Subdomain(host.text()));
    }

    private static boolean hasBadWildcardRule(JsonNode before) {
        List<FieldError> errors = new ArrayList<>(0);
        for (Field rule : Field.root(before, errors).at("rules").items()) {
            if (rule.at("host").text().contains("*")) {
                http(rule.at("http"));
            }
        }
        return !errors.isEmpty();
    }

    private static void rule(Field rule, boolean looseWildcards) {
        Field host = rule.at("host");
        if (!host.isZero()) {
            if (Addresses.isIp(host.text())) {
                host.invalid("must be a DNS name, not an IP address");
            }
            host(host);
        }
        if (!host.text().contains("*") || !looseWildcards) {
            http(rule.at("http"));
        }
    }

    private static void http(Field http) {
        if (!http.isSet()) {
            return;
        }
        http.at("paths").mustBeSet();
        http.at("paths").items().forEach(IngressRules::path);
    }

    private static void path(Field rule) {
        Field type = rule.at("pathType");
        Field path = rule.at("path");
        if (!type.isSet()) {
            type.required("pathType must be specified");
            return;
        }
        switch (type.text()) {
            case "Exact", "Prefix" -> {
                mustBeAbsolute(path);
                for (String part : FORBIDDEN_INSIDE) {
                    if (path.text().contains(part)) {
                        path.invalid("must not contain '" + part + "'");
                    }
                }
                for (String end : FORBIDDEN_AT_END) {
                    if (path.text().endsWith(end)) {
                        path.invalid("cannot end with '" + end + "'");
                    }
                }
            }
            case "ImplementationSpecific" -> {
                if (!path.isZero()) {
                    mustBeAbsolute(path);
                }
            }
            default -> type.notSupported(PATH_TYPES);
        }
        backend(rule.at("backend"));
    }

    private static void mustBeAbsolute(Field path) {
        if (!path.text().startsWith("/")) {
            path.invalid("must be an absolute path");
        }
    }

    private static void backend(Field backend) {
        Field resource = backend.at("resource");
        Field service = backend.at("service");
        if (resource.isSet() && service.isSet()) {
            backend.invalid("", "cannot set both resource and service backends");
        } else if (resource.isSet()) {
            ReferenceRules.typed(resource);
        } else if (service.isSet()) {
            service(backend, service);
        } else {
            backend.invalid("", "resource or service backend is required");
        }
    }

    private static void service(Field backend, Field service) {
        if (service.at("name").mustBeSet()) {
            service.at("name").invalidFor(Formats.dns1123Label(service.at("name").text()));
        }
        Field name = service.at("port", "name");
        Field number = service.at("port", "number");
        if (!name.isZero() && !number.isZero()) {
            backend.invalid("", "cannot set both port name & port number");
        } else if (!name.isZero()) {
            name.invalidFor(Formats.portName(name.text()));
        } else if (!number.isZero()) {
            number.invalidFor(Formats.portNumber(number.number()));
        } else {
            backend.required("port name or number is required");
        }
    }
}
