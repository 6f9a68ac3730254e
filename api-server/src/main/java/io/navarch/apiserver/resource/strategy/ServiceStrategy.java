package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.NameRule;
import io.navarch.apiserver.resource.Reservation;
import io.navarch.apiserver.resource.StatusStrategy;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.Refusal;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Services take a cluster address and node ports when they are written and give back what they no longer need. */
public final class ServiceStrategy implements Strategy {

    private static final Strategy STATUS = new StatusStrategy(Set.of("status"));

    @Override
    public NameRule nameRule() {
        return NameRule.DNS_LABEL;
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public Reservation reserve(ObjectNode service, JsonNode old, Circumstances circumstances) {
        ServiceView before = new ServiceView(old);
        ServiceView now = new ServiceView(service);
        if (old.isObject()) {
            ServiceCarryOver.apply(service, now, before);
        }
        ClusterAddresses.normalize(service, old);
        List<FieldError> errors = ClusterAddresses.settleFamilies(service, old);
        if (!errors.isEmpty()) {
            throw Refusal.invalid("", "Service", service.path("metadata").path("name").asString(""), errors);
        }
        ServiceReservation taken = new ServiceReservation(service, circumstances);
        try {
            taken.takeAddresses(before);
            taken.takeNodePorts(before);
            return taken;
        } catch (Refusal refused) {
            taken.giveBack();
            throw refused;
        }
    }

    @Override
    public void canonicalize(ObjectNode service) {
        if (new ServiceView(service).type().equals("ExternalName")) {
            service.withObjectProperty("spec").remove("internalTrafficPolicy");
        }
    }

    @Override
    public void prepareForCreate(ObjectNode service, Circumstances circumstances) {
        service.putObject("status").putObject("loadBalancer");
    }

    @Override
    public void prepareForUpdate(ObjectNode service, ObjectNode old, Circumstances circumstances) {
        if (!new ServiceView(service).type().equals("LoadBalancer")) {
            service.withObjectProperty("status").putObject("loadBalancer");
        }
    }

    @Override
    public Strategy forSubresource(String name) {
        return STATUS;
    }

    @Override
    public void afterDelete(ObjectNode service, Circumstances circumstances) {
        ServiceReservation.freeAll(service, circumstances.objects());
    }
}
