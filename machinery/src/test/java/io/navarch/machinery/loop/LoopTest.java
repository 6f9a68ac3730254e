package io.navarch.machinery.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiUnavailable;
import io.navarch.machinery.client.FakeApi;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.KubeObject;
import io.navarch.machinery.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

class LoopTest {

    private static final Gvr MAPS = Gvr.core("configmaps");
    private static final ObjectKey KEY = new ObjectKey("shop", "m");

    record Map(Meta metadata) implements KubeObject {}

    private static final Kind<Map> KIND = Kind.of(MAPS, Map.class);

    /** Plans what it is told to, and writes down when it was asked. */
    private static final class Asked implements Controller<String> {
        final List<Revision> planned = new ArrayList<>();
        final Deque<Plan<String>> plans = new ArrayDeque<>();
        Deque<Outcome> outcomes = new ArrayDeque<>();
        boolean unreachable;

        @Override
        public String name() {
            return "asked";
        }

        @Override
        public List<Kind<?>> kinds() {
            return List.of(KIND);
        }

        @Override
        public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
            marks.accept(change.key());
        }

        @Override
        public Plan<String> plan(ObjectKey key, World world, Instant now) {
            planned.add(world.revision());
            Plan<String> plan = plans.poll();
            return plan == null ? Plan.nothing() : plan;
        }

        @Override
        public Outcome carryOut(String intent, Api api) {
            if (unreachable) {
                throw new ApiUnavailable("gone", new IllegalStateException());
            }
            return outcomes.poll();
        }
    }

    private final Asked asked = new Asked();
    private final Deque<Runnable> inFlight = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Loop loop =
            new Loop(List.of(asked), new Executor(new FakeApi(), (source, event) -> {}, inFlight::add), () -> now);

    private void arrives(long revision, @Nullable String json) {
        byte[] bytes = json == null ? null : json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        loop.accept(new Batch(
                List.of(new Batch.Item(KIND, KEY, new Revision(revision), bytes)), new Revision(revision), false, revision == 1));
        loop.step(now);
    }

    private static String object(long revision) {
        return Json.object().set("metadata", Json.object()
                        .put("name", "m")
                        .put("namespace", "shop")
                        .put("uid", "u")
                        .put("resourceVersion", Long.toString(revision)))
                .toString();
    }

    private void lead() {
        loop.lead(true);
        loop.step(now);
    }

    private void plans(Outcome outcome) {
        asked.plans.add(Plan.of(List.of("write")));
        asked.outcomes.add(outcome);
    }

    private static Outcome done(long revision) {
        return new Outcome.Done(new Revision(revision), new byte[0]);
    }

    private static Outcome refused(int code) {
        return new Outcome.Refused(new io.navarch.machinery.object.Status(code, "", ""));
    }

    private void finish() {
        while (!inFlight.isEmpty()) {
            inFlight.poll().run();
        }
        loop.step(now);
    }

    @Test
    void aFollowerPlansNothingAndALeaderEverythingThereIs() {
        arrives(1, object(1));
        assertThat(asked.planned).isEmpty();
        lead();
        assertThat(asked.planned).hasSize(1);
    }

    @Test
    void aKeyIsNotPlannedAgainBeforeTheWorldShowsItsOwnWrite() {
        lead();
        plans(done(5));
        arrives(1, object(1));
        arrives(2, object(2));
        assertThat(asked.planned).as("in flight").hasSize(1);
        finish();
        arrives(3, object(3));
        assertThat(asked.planned).as("the write is not seen yet").hasSize(1);
        arrives(5, object(5));
        assertThat(asked.planned).containsExactly(new Revision(1), new Revision(5));
    }

    @Test
    void aRefusedPreconditionIsPlannedAgainAfterAPauseThatDoubles() {
        lead();
        plans(refused(409));
        arrives(1, object(1));
        plans(refused(409));
        finish();
        assertThat(asked.planned).hasSize(1);
        now = now.plus(Loop.FIRST_BACKOFF);
        loop.step(now);
        assertThat(asked.planned).hasSize(2);
        finish();
        now = now.plus(Loop.FIRST_BACKOFF);
        loop.step(now);
        assertThat(asked.planned).as("the second pause is longer").hasSize(2);
        now = now.plus(Loop.FIRST_BACKOFF);
        loop.step(now);
        assertThat(asked.planned).hasSize(3);
    }

    @Test
    void whatWasWrittenBeforeARefusalIsAwaitedToo() {
        lead();
        asked.plans.add(Plan.of(List.of("one", "two")));
        asked.outcomes.addAll(List.of(done(7), refused(422)));
        arrives(1, object(1));
        finish();
        now = now.plus(Duration.ofSeconds(1));
        loop.step(now);
        assertThat(asked.planned).hasSize(1);
        arrives(7, object(7));
        assertThat(asked.planned).hasSize(2);
    }

    @Test
    void aPlanThatWritesAndChangesNothingDoesNotSpin() {
        lead();
        plans(done(1));
        arrives(1, object(1));
        finish();
        assertThat(asked.planned).hasSize(1);
        now = now.plus(Loop.FIRST_BACKOFF);
        loop.step(now);
        assertThat(asked.planned).hasSize(2);
    }

    @Test
    void anApiServerThatCannotBeReachedIsTriedAgain() {
        lead();
        asked.unreachable = true;
        plans(done(2));
        arrives(1, object(1));
        finish();
        now = now.plus(Loop.FIRST_BACKOFF);
        loop.step(now);
        assertThat(asked.planned).hasSize(2);
    }

    @Test
    void aKeyHasOneTimerTheOneSetLast() {
        lead();
        asked.plans.add(Plan.waitUntil(now.plusSeconds(10)));
        arrives(1, object(1));
        asked.plans.add(Plan.waitUntil(now.plusSeconds(60)));
        arrives(2, object(2));
        now = now.plusSeconds(30);
        loop.step(now);
        assertThat(asked.planned).as("the first time was replaced").hasSize(2);
        now = now.plusSeconds(31);
        loop.step(now);
        assertThat(asked.planned).hasSize(3);
    }

    @Test
    void anObjectThatGoesIsAChangeToo() {
        lead();
        arrives(1, object(1));
        arrives(2, null);
        assertThat(asked.planned).hasSize(2);
    }
}
