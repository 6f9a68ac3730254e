package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.IpRange;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Network policies: whom a pod may talk to. */
final class NetworkPolicyRules implements KindValidation {

    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");
    private static final List<String> TYPES = List.of("Ingress", "Egress");

    @Override
    public void create(Field policy) {
        spec(policy.at("spec"), MissingNode.getInstance());
    }

    @Override
    public void update(Field policy, JsonNode before) {
        spec(policy.at("spec"), before.path("spec"));
    }

    private static void spec(Field spec, JsonNode before) {
        List<String> known = ranges(before);
        Selectors.labelSelector(spec.at("podSelector"));
        for (Field rule : spec.at("ingress").items()) {
            rule.at("ports").items().forEach(NetworkPolicyRules::port);
            rule.at("from").items().forEach(peer -> peer(peer, known));
        }
        for (Field rule : spec.at("egress").items()) {
            rule.at("ports").items().forEach(NetworkPolicyRules::port);
            rule.at("to").items().forEach(peer -> peer(peer, known));
        }
        Field types = spec.at("policyTypes");
        if (types.size() > TYPES.size()) {
            types.invalid("may not specify more than two policyTypes");
            return;
        }
        for (Field type : types.items()) {
            if (!type.isOneOf(TYPES)) {
                type.notSupported(TYPES);
            }
        }
    }

    private static void port(Field rule) {
        Field protocol = rule.at("protocol");
        if (protocol.isSet() && !protocol.isOneOf(PROTOCOLS)) {
            protocol.notSupported(PROTOCOLS);
        }
        Field port = rule.at("port");
        Field end = rule.at("endPort");
        if (port.value().isNumber()) {
            port.invalidFor(Formats.portNumber(port.number()));
            if (end.isSet()) {
                if (end.number() < port.number()) {
                    end.invalid(port.number(), "must be greater than or equal to `port`");
                }
                end.invalidFor(Formats.portNumber(end.number()));
            }
        } else if (port.isSet()) {
            if (end.isSet()) {
                end.invalid("may not be specified when `port` is non-numeric");
            }
            port.invalidFor(Formats.portName(port.text()));
        } else if (end.isSet()) {
            end.invalid("may not be specified when `port` is not specified");
        }
    }

    private static void peer(Field peer, List<String> known) {
        Field pods = peer.at("podSelector");
        Field namespaces = peer.at("namespaceSelector");
        Field block = peer.at("ipBlock");
        Selectors.labelSelector(pods);
        Selectors.labelSelector(namespaces);
        if (block.isSet()) {
            block(block, known);
        }
        boolean selects = pods.isSet() || namespaces.isSet();
        if (!selects && !block.isSet()) {
            peer.required("must specify a peer");
        } else if (selects && block.isSet()) {
            peer.forbidden("may not specify both ipBlock and another peer");
        }
    }

    private static void block(Field block, List<String> known) {
        Field cidr = block.at("cidr");
        if (!cidr.mustBeSet()) {
            return;
        }
        Addresses.cidr(cidr, known);
        Optional<IpRange> whole = IpRange.parse(cidr.text());
        if (whole.isEmpty()) {
            return;
        }
        for (Field except : block.at("except").items()) {
            Addresses.cidr(except, known);
            Optional<IpRange> part = IpRange.parse(except.text());
            if (part.isPresent() && !part.get().isStrictlyInside(whole.get())) {
                except.invalid("must be a strict subset of `cidr`");
            }
        }
    }

    private static List<String> ranges(JsonNode spec) {
        List<String> ranges = new ArrayList<>();
        for (Field block : blocks(spec)) {
            ranges.add(block.at("cidr").text());
            ranges.addAll(ServiceRules.texts(block.at("except").value()));
        }
        return ranges;
    }

    private static List<Field> blocks(JsonNode spec) {
        List<FieldError> nobody = new ArrayList<>(0);
        Field root = Field.root(spec, nobody).as(io.navarch.apiserver.status.FieldPath.of("spec"));
        List<Field> blocks = new ArrayList<>();
        root.at("ingress").items().forEach(rule -> rule.at("from").items().forEach(peer -> blocks.add(peer.at("ipBlock"))));
        root.at("egress").items().forEach(rule -> rule.at("to").items().forEach(peer -> blocks.add(peer.at("ipBlock"))));
        blocks.removeIf(block -> !block.isSet());
        return blocks;
    }

    @Override
    public List<String> warnings(JsonNode policy, JsonNode before) {
        List<String> warnings = new ArrayList<>(0);
        for (Field block : blocks(policy.path("spec"))) {
            Field cidr = block.at("cidr");
            warnings.addAll(Addresses.cidrWarnings(cidr.path().toString(), cidr.text()));
            block.at("except")
                    .items()
                    .forEach(except -> warnings.addAll(Addresses.cidrWarnings(except.path().toString(), except.text())));
        }
        return warnings;
    }
}
