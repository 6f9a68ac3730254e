package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** A service's ports, each for itself and with one another. */
final class ServicePortRules {

    static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

    private ServicePortRules() {}

    static void each(Field ports) {
        Set<String> names = new HashSet<>();
        for (Field port : ports.items()) {
            Field name = port.at("name");
            if (name.isZero()) {
                if (ports.size() > 1) {
                    name.required();
                }
            } else {
                name.invalidFor(Formats.dns1123Label(name.text()));
                if (!names.add(name.text())) {
                    name.duplicate();
                }
            }
            number(port.at("port"));
            port.at("protocol").mustBeOneOf(PROTOCOLS);
            Field target = port.at("targetPort");
            target.invalidFor(
                    target.value().isString() ? Formats.portName(target.text()) : Formats.portNumber(target.number()));
            appProtocol(port.at("appProtocol"));
        }
    }

    static void number(Field number) {
        Formats.portNumber(number.number()).forEach(message -> number.invalid(number.number(), message));
    }

    static void appProtocol(Field protocol) {
        if (protocol.isSet()) {
            protocol.invalidFor(Formats.qualifiedName(protocol.text()));
        }
    }

    static void together(Field ports, String type) {
        Set<String> nodePorts = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        if (type.equals("ClusterIP")) {
            for (Field port : ports.items()) {
                if (!port.at("nodePort").isZero()) {
                    port.at("nodePort").forbidden("may not be used when `type` is 'ClusterIP'");
                }
            }
        }
        for (Field port : ports.items()) {
            Field nodePort = port.at("nodePort");
            if (!nodePort.isZero() && !nodePorts.add(port.at("protocol").text() + nodePort.number())) {
                nodePort.duplicate();
            }
        }
        for (Field port : ports.items()) {
            if (!numbers.add(port.at("protocol").text() + port.at("port").number())) {
                port.duplicate(InternalForm.of(
                        "ServicePort",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("protocol", port.at("protocol").text())
                                .put("port", port.at("port").number())));
            }
        }
    }
}
