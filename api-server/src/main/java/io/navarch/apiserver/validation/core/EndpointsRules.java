package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Endpoints. Subsets that were accepted once under looser rules may stay as long as none of them changes. */
final class EndpointsRules implements KindValidation {

    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final List<String> LISTS = List.of("addresses", "notReadyAddresses");

    @Override
    public void create(Field endpoints) {
        update(endpoints, MissingNode.getInstance());
    }

    @Override
    public void update(Field endpoints, JsonNode before) {
        Field subsets = endpoints.at("subsets");
        if (before.isObject() && Field.same(subsets.value(), before.path("subsets"))) {
            return;
        }
        for (Field subset : subsets.items()) {
            if (subset.at("addresses").isZero() && subset.at("notReadyAddresses").isZero()) {
                subset.required("must specify `addresses` or `notReadyAddresses`");
            }
            LISTS.forEach(list -> subset.at(list).items().forEach(EndpointsRules::address));
            Field ports = subset.at("ports");
            ports.items().forEach(port -> port(port, ports.size() > 1));
        }
    }

    private static void address(Field address) {
        Field ip = address.at("ip");
        Addresses.ip(ip);
        Field host = address.at("hostname");
        if (!host.isZero()) {
            host.invalidFor(Formats.dns1123Label(host.text()));
        }
        Field node = address.at("nodeName");
        if (node.isSet()) {
            node.invalidFor(Formats.dns1123Subdomain(node.text()));
        }
        Addresses.endpoint(ip);
    }

    private static void port(Field port, boolean named) {
        Field name = port.at("name");
        if (!name.isZero()) {
            name.invalidFor(Formats.dns1123Label(name.text()));
        } else if (named) {
            name.required();
        }
        Field number = port.at("port");
        Formats.portNumber(number.number()).forEach(message -> number.invalid(number.number(), message));
        port.at("protocol").mustBeOneOf(PROTOCOLS);
        Field application = port.at("appProtocol");
        if (application.isSet()) {
            application.invalidFor(Formats.qualifiedName(application.text()));
        }
    }

    @Override
    public List<String> warnings(JsonNode endpoints, JsonNode before) {
        List<String> warnings = new ArrayList<>(0);
        JsonNode manager = endpoints.path("metadata").path("labels").path("endpoints.kubernetes.io/managed-by");
        if (manager.asString("").equals("endpoint-controller")) {
            return warnings;
        }
        for (Field subset : Field.root(endpoints, new ArrayList<FieldError>(0)).at("subsets").items()) {
            for (String list : LISTS) {
                for (Field address : subset.at(list).items()) {
                    Field ip = address.at("ip");
                    warnings.addAll(Addresses.ipWarnings(ip.path().toString(), ip.text()));
                }
            }
        }
        return warnings;
    }
}
