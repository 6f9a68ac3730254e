package io.navarch.controllermanager.write;

import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.object.Status;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What to tell the user of a write: an event once it is done, an event when it is refused ("%s" in its message stands for the
 * refusal's), and what to write instead of the rest of the plan then.
 */
public record Telling(@Nullable KubeEvent done, @Nullable KubeEvent refused, Function<Status, List<Write>> instead) {

    public static final Telling NOTHING = new Telling(null, null, status -> List.of());

    public static Telling of(KubeEvent done) {
        return new Telling(done, null, NOTHING.instead);
    }

    public static Telling of(KubeEvent done, KubeEvent refused) {
        return new Telling(done, refused, NOTHING.instead);
    }

    public static Telling ofRefusal(KubeEvent refused) {
        return new Telling(null, refused, NOTHING.instead);
    }

    public Telling withInstead(Function<Status, List<Write>> writes) {
        return new Telling(done, refused, writes);
    }
}
