package io.navarch.apiserver.validation.flow;

import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** PriorityLevelConfigurations: how much of the server a level has, and what becomes of requests beyond that. */
final class PriorityLevelRules implements KindValidation {

    private static final String ROUND_TRIP = "flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares";
    private static final int MOST_QUEUES = 10_000_000;
    private static final int HASH_BITS = 60;
    private static final int PERCENT = 100;

    @Override
    public void create(Field level) {
        if (level.at("metadata", "annotations").key(ROUND_TRIP).isSet()) {
            level.at("metadata", "annotations").forbidden("annotation '" + ROUND_TRIP + "' is forbidden");
        }
        String name = level.at("metadata", "name").text();
        Field spec = level.at("spec");
        Field type = spec.at("type");
        if (name.equals("exempt") != type.text().equals("Exempt")) {
            if (!type.isZero() || name.equals("exempt")) {
                type.invalid(type.text(), "must be 'Exempt' if and only if `name` is 'exempt'");
            }
        }
        Field limited = spec.at("limited");
        Field exempt = spec.at("exempt");
        switch (type.text()) {
            case "Exempt" -> {
                if (limited.isSet()) {
                    limited.forbidden("must be nil if the type is not Limited");
                }
                shares(exempt);
                percent(exempt);
            }
            case "Limited" -> {
                if (exempt.isSet()) {
                    exempt.forbidden("must be nil if the type is Limited");
                }
                if (limited.isSet()) {
                    limited(limited);
                } else {
                    limited.required("must not be empty when type is Limited");
                }
            }
            default -> type.notSupported(List.of("Exempt", "Limited"));
        }
        mandatory(spec, name);
        FlowKinds.conditions(level.at("status", "conditions"));
    }

    private static void shares(Field part) {
        Field shares = part.at("nominalConcurrencyShares");
        if (shares.number() < 0) {
            shares.invalid("must be a non-negative integer");
        }
    }

    private static void percent(Field part) {
        Field percent = part.at("lendablePercent");
        if (percent.number() < 0 || percent.number() > PERCENT) {
            percent.invalid("must be between 0 and 100, inclusive");
        }
    }

    private static void limited(Field limited) {
        shares(limited);
        response(limited.at("limitResponse"));
        percent(limited);
        Field borrowing = limited.at("borrowingLimitPercent");
        if (borrowing.number() < 0) {
            borrowing.invalid("if specified, must be a non-negative integer");
        }
    }

    private static void response(Field response) {
        Field queuing = response.at("queuing");
        switch (response.at("type").text()) {
            case "Reject" -> {
                if (queuing.isSet()) {
                    queuing.forbidden("must be nil if limited.limitResponse.type is not Limited");
                }
            }
            case "Queue" -> {
                if (queuing.isSet()) {
                    queuing(queuing);
                } else {
                    queuing.required("must not be empty if limited.limitResponse.type is Limited");
                }
            }
            default -> response.at("type").notSupported(List.of("Queue", "Reject"));
        }
    }

    private static void queuing(Field queuing) {
        mustBePositive(queuing.at("queueLengthLimit"));
        Field queues = queuing.at("queues");
        mustBePositive(queues);
        if (queues.number() > MOST_QUEUES) {
            queues.invalid("must not be greater than " + MOST_QUEUES);
        }
        Field hand = queuing.at("handSize");
        mustBePositive(hand);
        if (hand.number() <= 0) {
            return;
        }
        if (hand.number() > queues.number()) {
            hand.invalid("should not be greater than queues (" + queues.number() + ")");
        } else if (Math.ceil(Math.log(queues.number()) / Math.log(2) * hand.number()) > HASH_BITS) {
            hand.invalid("required entropy bits of deckSize " + queues.number() + " and handSize " + hand.number()
                    + " should not be greater than " + HASH_BITS);
        }
    }

    private static void mustBePositive(Field field) {
        if (field.number() <= 0) {
            field.invalid(field.number(), "must be positive");
        }
    }

    private static void mandatory(Field spec, String name) {
        JsonNode fixed = Mandatory.LEVELS.get(name);
        if (fixed == null) {
            return;
        }
        ObjectNode compared = (ObjectNode) spec.value().deepCopy();
        boolean exempt = name.equals("exempt");
        if (exempt) {
            compared.remove("exempt");
        }
        if (!Equality.same(compared, fixed)) {
            spec.invalid(
                    InternalForm.of("PriorityLevelConfigurationSpec", spec.value()),
                    "spec of '" + name + "' " + (exempt ? "except the 'spec.exempt' field " : "") + "must equal the fixed value");
        }
    }

    @Override
    public void status(Field level, JsonNode before) {
        FlowKinds.conditions(level.at("status", "conditions"));
    }
}
