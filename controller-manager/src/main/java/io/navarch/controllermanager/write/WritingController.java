package io.navarch.controllermanager.write;

import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.loop.Controller;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.object.Status;
import java.util.List;

/** A controller whose plans are writes. */
public interface WritingController extends Controller<Write> {

    @Override
    default Outcome carryOut(Write write, Api api) {
        return switch (write) {
            case Write.Create w -> api.create(w.resource(), w.namespace(), w.object());
            case Write.Patch w -> api.patch(w.resource(), w.key(), w.subresource(), w.type(), w.patch());
            case Write.Replace w -> api.update(w.resource(), w.key(), w.subresource(), w.object());
            case Write.Delete w -> api.delete(w.resource(), w.key(), w.options());
            case Write.Post w -> api.create(w.resource(), w.key(), w.subresource(), w.body());
        };
    }

    @Override
    default List<KubeEvent> eventsOf(Write done, Outcome.Done outcome) {
        KubeEvent event = done.telling().done();
        return event == null ? List.of() : List.of(event);
    }

    @Override
    default List<KubeEvent> eventsOf(Write refused, Status status) {
        KubeEvent event = refused.telling().refused();
        if (event == null) {
            return List.of();
        }
        String message = event.message().replace("%s", String.valueOf(status.message()));
        return List.of(new KubeEvent(event.regarding(), event.type(), event.reason(), message));
    }

    @Override
    default List<Write> insteadOf(Write refused, Status status) {
        return refused.telling().instead().apply(status);
    }
}
