package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** EndpointSlices. Endpoints that were accepted once under looser rules may stay as long as none of them changes. */
final class EndpointSliceRules implements KindValidation {

    private static final List<String> TYPES = List.of("FQDN", "IPv4", "IPv6");
    private static final int MOST_LABELS = 16;
    private static final int MOST_ADDRESSES = 100;
    private static final int MOST_PORTS = 20_000;
    private static final int MOST_ENDPOINTS = 1_000;
    private static final int MOST_HINTS = 8;
    private static final Set<String> CAREFUL_MANAGERS =
            Set.of("endpointslice-controller.k8s.io", "endpointslicemirroring-controller.k8s.io");

    @Override
    public void create(Field slice) {
        whole(slice, MissingNode.getInstance());
    }

    @Override
    public void update(Field slice, JsonNode before) {
        whole(slice, before);
        slice.at("addressType").mustStay(before.path("addressType"));
    }

    private static void whole(Field slice, JsonNode before) {
        slice.at("addressType").mustBeOneOf(TYPES);
        ports(slice.at("ports"));
        Field endpoints = slice.at("endpoints");
        if (!before.isObject() || !Field.same(endpoints.value(), before.path("endpoints"))) {
            endpoints(endpoints, slice.at("addressType").text());
        }
    }

    private static void ports(Field ports) {
        if (ports.size() > MOST_PORTS) {
            ports.tooMany(MOST_PORTS);
            return;
        }
        Set<String> names = new HashSet<>();
        for (Field port : ports.items()) {
            Field name = port.at("name");
            if (!name.isZero()) {
                name.invalidFor(Formats.dns1123Label(name.text()));
            }
            if (!names.add(name.text())) {
                name.duplicate();
            }
            Field protocol = port.at("protocol");
            if (!protocol.isSet()) {
                protocol.required();
            } else if (!protocol.isOneOf(ServicePortRules.PROTOCOLS)) {
                protocol.notSupported(ServicePortRules.PROTOCOLS);
            }
            ServicePortRules.appProtocol(port.at("appProtocol"));
        }
    }

    private static void endpoints(Field endpoints, String type) {
        if (endpoints.size() > MOST_ENDPOINTS) {
            endpoints.tooMany(MOST_ENDPOINTS);
            return;
        }
        for (Field endpoint : endpoints.items()) {
            addresses(endpoint.at("addresses"), type);
            Field node = endpoint.at("nodeName");
            if (node.isSet()) {
                node.invalidFor(Formats.dns1123Subdomain(node.text()));
            }
            Field topology = endpoint.at("deprecatedTopology");
            if (topology.size() > MOST_LABELS) {
                topology.tooMany(MOST_LABELS);
            }
            Selectors.labels(topology);
            Field host = endpoint.at("hostname");
            if (host.isSet()) {
                host.invalidFor(Formats.dns1123Label(host.text()));
            }
            hints(endpoint.at("hints"));
        }
    }

    private static void addresses(Field addresses, String type) {
        if (addresses.isZero()) {
            addresses.required("must contain at least 1 address");
        } else if (addresses.size() > MOST_ADDRESSES) {
            addresses.tooMany(MOST_ADDRESSES);
        }
        for (Field address : addresses.items()) {
            switch (type) {
                case "IPv4", "IPv6" -> address(addresses, address, type);
                case "FQDN" -> Formats.fullyQualifiedDomainName(address);
                default -> {}
            }
        }
    }

    private static void address(Field addresses, Field address, String type) {
        int complaints = address.complaints();
        boolean four = type.equals("IPv4");
        if (four) {
            Addresses.ip(address);
        } else {
            address.invalidFor(Addresses.canonicalIpFaults(address.text()));
        }
        if (address.complaints() > complaints) {
            return;
        }
        if (four == Addresses.isIpv6(address.text())) {
            addresses.invalid(address.text(), "must be an " + type + " address");
        }
        Addresses.endpoint(address);
    }

    private static void hints(Field hints) {
        if (hint(hints.at("forZones"), Formats::labelValue)) {
            hint(hints.at("forNodes"), Formats::dns1123Subdomain);
        }
    }

    private static boolean hint(Field list, Function<String, List<String>> check) {
        if (list.size() > MOST_HINTS) {
            list.tooMany(MOST_HINTS);
            return false;
        }
        Set<String> names = new HashSet<>();
        for (Field item : list.items()) {
            Field name = item.at("name");
            if (!names.add(name.text())) {
                name.duplicate(name.text());
            }
            check.apply(name.text()).forEach(message -> name.invalid(name.text(), message));
        }
        return true;
    }

    @Override
    public List<String> warnings(JsonNode slice, JsonNode before) {
        List<String> warnings = new ArrayList<>(0);
        if (!before.isObject() && slice.path("addressType").asString("").equals("FQDN")) {
            warnings.add("spec.addressType: FQDN endpoints are deprecated");
        }
        String manager = slice.path("metadata").path("labels").path("endpointslice.kubernetes.io/managed-by").asString("");
        if (!CAREFUL_MANAGERS.contains(manager)) {
            for (Field endpoint : Field.root(slice, new ArrayList<FieldError>(0)).at("endpoints").items()) {
                for (Field address : endpoint.at("addresses").items()) {
                    warnings.addAll(Addresses.ipWarnings(address.path().toString(), address.text()));
                }
            }
        }
        return warnings;
    }
}
