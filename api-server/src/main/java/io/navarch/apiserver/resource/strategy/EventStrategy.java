package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.KindValidations;
import java.util.List;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Events are forgotten after an hour. What is written through events.k8s.io is held to stricter rules than through the core group. */
public final class EventStrategy implements Strategy {

    private static final String STRICT_GROUP = "events.k8s.io";
    private static final long HOUR = 3_600;

    @Override
    public List<FieldError> validate(ObjectNode event, Circumstances circumstances) {
        return isStrict(circumstances)
                ? KindValidations.event(event, MissingNode.getInstance())
                : Strategy.super.validate(event, circumstances);
    }

    @Override
    public List<FieldError> validateUpdate(ObjectNode event, ObjectNode old, Circumstances circumstances) {
        return isStrict(circumstances)
                ? KindValidations.event(event, old)
                : Strategy.super.validateUpdate(event, old, circumstances);
    }

    private static boolean isStrict(Circumstances circumstances) {
        return circumstances.requested().group().equals(STRICT_GROUP);
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public long timeToLiveSeconds() {
        return HOUR;
    }
}
