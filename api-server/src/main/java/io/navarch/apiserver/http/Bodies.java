package io.navarch.apiserver.http;

import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.schema.Strictness;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.wire.Negotiation;
import io.navarch.apiserver.wire.ProtobufCodec;
import io.navarch.apiserver.wire.Undecodable;
import io.navarch.apiserver.wire.YamlCodec;
import io.navarch.machinery.object.Json;
import java.util.List;

/** A request's body as JSON, whatever it came as. */
final class Bodies {

    private Bodies() {}

    /** Of an object that is written; keys given twice in YAML are told or refused, those in JSON by whoever decodes it. */
    static byte[] json(Exchange exchange, Call call) {
        ResourceType type = call.type();
        Negotiation.Offer offer = type.custom() != null ? Negotiation.Offer.CUSTOM : Negotiation.Offer.OBJECTS;
        if (Negotiation.body(exchange.header("Content-Type"), offer) != Negotiation.Format.YAML) {
            return json(exchange, type);
        }
        try {
            YamlCodec.Document document = YamlCodec.read(exchange.body());
            List<String> twice = document.duplicates();
            if (call.options().fieldValidation() == Strictness.STRICT && !twice.isEmpty()) {
                throw Refusal.badRequest(type.kind() + " in version \"" + type.version() + "\" cannot be handled as a " + type.kind()
                        + ": strict decoding error: yaml: unmarshal errors:\n  " + String.join("\n  ", twice));
            }
            if (call.options().fieldValidation() == Strictness.WARN) {
                twice.forEach(call.warnings());
            }
            return Json.write(document.tree());
        } catch (Undecodable broken) {
            throw unrecognized(exchange, type, broken);
        }
    }

    static byte[] json(Exchange exchange, ResourceType type) {
        Negotiation.Offer offer = type.custom() != null ? Negotiation.Offer.CUSTOM : Negotiation.Offer.OBJECTS;
        try {
            return switch (Negotiation.body(exchange.header("Content-Type"), offer)) {
                case JSON -> exchange.body();
                case YAML -> Json.write(YamlCodec.read(exchange.body()).tree());
                case PROTOBUF -> Json.write(ProtobufCodec.decode(exchange.body()));
            };
        } catch (Undecodable broken) {
            throw unrecognized(exchange, type, broken);
        }
    }

    private static Refusal unrecognized(Exchange exchange, ResourceType type, Undecodable broken) {
        return Refusal.badRequest("the object provided is unrecognized (must be of type " + type.kind() + "): " + broken.message() + " ("
                + ProtobufCodec.shown(exchange.body()) + ")");
    }

    /** Of an apply, which may be YAML; keys given twice are told or refused. */
    static byte[] yaml(Exchange exchange, Call call) {
        try {
            YamlCodec.Document document = YamlCodec.read(exchange.body());
            switch (call.options().fieldValidation()) {
                case STRICT -> {
                    if (!document.duplicates().isEmpty()) {
                        throw Refusal.badRequest("error strict decoding YAML: " + String.join(", ", document.duplicates()));
                    }
                }
                case WARN -> document.duplicates().forEach(call.warnings());
                case IGNORE -> {}
            }
            return Json.write(document.tree());
        } catch (Undecodable broken) {
            throw Refusal.badRequest("error decoding YAML: " + broken.message());
        }
    }
}
