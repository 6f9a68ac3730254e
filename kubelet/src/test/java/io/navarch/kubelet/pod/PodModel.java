package io.navarch.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.kubelet.pod.PodAction.StartContainer;
import io.navarch.kubelet.pod.PodView.ContainerFacts;
import io.navarch.kubelet.pod.PodView.Health;
import io.navarch.kubelet.pod.PodView.ImageFact;
import io.navarch.kubelet.pod.PodView.NodeFacts;
import io.navarch.kubelet.pod.PodView.StartFailure;
import io.navarch.kubelet.runtime.PodState;
import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.PodState.Phase;
import io.navarch.kubelet.runtime.PodState.Sandbox;
import io.navarch.kubelet.runtime.SpecHash;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Uid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** A node with one pod, in memory and with a clock of its own: carries plans out, lets time pass, and lets things go wrong. */
final class PodModel {

    private static final Duration TICK = Duration.ofMillis(100);

    private final ObjectNode json;
    private final Uid uid = new Uid("u");
    private final List<Sandbox> sandboxes = new ArrayList<>();
    private final List<ContainerState> containers = new ArrayList<>();
    private final Map<String, ContainerFacts> facts = new HashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final List<PodAction> underWay = new ArrayList<>();
    private final List<PodAction> done = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private boolean gone;
    private boolean prepared;
    private boolean released;
    private boolean forgotten;
    private int ids;

    PodModel(String spec) {
        json = (ObjectNode) Json.tree("{\"metadata\":{\"name\":\"p\",\"namespace\":\"d\",\"uid\":\"u\",\"resourceVersion\":\"1\",\"generation\":1,"
                + "\"creationTimestamp\":\"2026-01-01T00:00:00Z\"},\"spec\":" + spec + "}");
    }

    Pod pod() {
        return Json.read(Json.write(json), Pod.class);
    }

    PodState state() {
        return new PodState(uid, sandboxes, containers);
    }

    PodView view() {
        return new PodView(uid, pod(), gone, state(), Map.copyOf(facts), Set.copyOf(busy), Map.of(), prepared, released, Map.of(), null,
                new NodeFacts(List.of("10.0.0.1"), "model"), now);
    }

    List<PodAction> planWithoutDoing() {
        return PodPlanner.plan(view()).actions();
    }

    List<PodAction> planWithAllBusy(List<PodAction> actions) {
        actions.forEach(a -> busy.add(a.subject()));
        List<PodAction> again = PodPlanner.plan(view()).actions();
        actions.forEach(a -> busy.remove(a.subject()));
        return again;
    }

    /** Plans, then carries out what was under way before: actions take one step. */
    void step() {
        if (forgotten) {
            return;
        }
        probes();
        PodPlan plan = PodPlanner.plan(view());
        List<PodAction> before = List.copyOf(underWay);
        underWay.clear();
        for (PodAction action : plan.actions()) {
            assertThat(busy.add(action.subject())).as("two actions for " + action.subject() + ": " + plan.actions()).isTrue();
            underWay.add(action);
        }
        if (plan.status() != null) {
            json.set("status", plan.status());
        }
        before.forEach(this::carryOut);
        forgotten = plan.forget();
        boolean idle = before.isEmpty() && underWay.isEmpty() && plan.again() != null;
        now = idle && plan.again().isAfter(now) ? plan.again() : now.plus(TICK.dividedBy(10));
    }

    private void carryOut(PodAction action) {
        busy.remove(action.subject());
        done.add(action);
        switch (action) {
            case PodAction.Prepare p -> prepared = true;
            case PodAction.StartSandbox s -> {
                sandboxes.replaceAll(b -> new Sandbox(b.id(), b.attempt(), false, b.createdAt(), List.of()));
                sandboxes.add(new Sandbox("s" + ids++, s.attempt(), true, now, List.of("10.1.0.1")));
            }
            case PodAction.StopSandbox s -> killSandbox();
            case PodAction.GetImage g -> change(g.container(), f -> f.withImage(new ImageFact(g.attempt(), null, "", now, null)));
            case StartContainer s -> start(s);
            case PodAction.StopContainer s -> end(s.state().id(), 143);
            case PodAction.HurryContainer h -> end(h.state().id(), 137);
            case PodAction.RemoveContainers r -> containers.removeIf(c -> r.ids().contains(c.id()));
            case PodAction.Release r -> released = true;
            case PodAction.FinishDeletion f -> {
                assertThat(state().anyRunning()).as("the object goes while containers run").isFalse();
                gone = true;
            }
            case PodAction.RemoveSandboxes r -> {
                assertThat(state().anyRunning()).as("a sandbox is removed while containers run").isFalse();
                containers.clear();
                sandboxes.clear();
            }
        }
    }

    private void start(StartContainer s) {
        boolean alive = sandboxes.stream().anyMatch(b -> b.id().equals(s.sandbox()) && b.ready());
        change(s.container(), f -> f.withRestart(s.backoff() == null ? f.restart() : s.backoff()));
        if (!alive) {
            change(s.container(), f -> f.withFailure(new StartFailure(s.attempt(), "CreateContainerError", "no sandbox", now)).withImage(null));
            return;
        }
        assertThat(containers.stream().anyMatch(c -> c.name().equals(s.container()) && c.running()))
                .as(s.container() + " is started twice").isFalse();
        assertThat(containers.stream().anyMatch(c -> c.name().equals(s.container()) && c.attempt() >= s.attempt()))
                .as(s.container() + " attempt " + s.attempt() + " is started again").isFalse();
        Container spec = pod().container(s.container()).orElseThrow();
        if (pod().spec().containers().contains(spec)) {
            for (Container init : pod().spec().initContainers()) {
                boolean fine = state().attempts(init.name()).filter(c -> c.sandbox().equals(s.sandbox()))
                        .anyMatch(c -> init.sidecar() || c.phase() == Phase.EXITED && c.exitCode() == 0);
                assertThat(fine).as(s.container() + " is started before " + init.name() + " is done").isTrue();
            }
        }
        containers.add(new ContainerState("c" + ids++, s.container(), s.attempt(), s.sandbox(), Phase.RUNNING, now, now, null, 0, "", "",
                "i", "i", SpecHash.of(spec), ""));
    }

    private void probes() {
        for (ContainerState c : containers) {
            if (c.running() && !busy.contains(c.name())) {
                Health known = facts.getOrDefault(c.name(), ContainerFacts.NONE).health();
                if (known == null || !known.id().equals(c.id())) {
                    change(c.name(), f -> f.withHealth(new Health(c.id(), true, true, "", null)));
                }
            }
        }
    }

    private void change(String container, java.util.function.UnaryOperator<ContainerFacts> how) {
        facts.compute(container, (n, f) -> how.apply(f == null ? ContainerFacts.NONE : f));
    }

    /** Something that may happen on a node: an exit, a failed probe, a dead sandbox, time. */
    void mishap(Random random) {
        List<ContainerState> running = containers.stream().filter(ContainerState::running).toList();
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                if (!running.isEmpty()) {
                    end(running.get(random.nextInt(running.size())).id(), random.nextInt(3));
                }
            }
            case 3 -> {
                if (!running.isEmpty()) {
                    ContainerState c = running.get(random.nextInt(running.size()));
                    change(c.name(), f -> f.withHealth(new Health(c.id(), true, false, "failed liveness probe", null)));
                }
            }
            case 4 -> {
                if (random.nextInt(6) == 0) {
                    killSandbox();
                }
            }
            case 5 -> now = now.plusSeconds(random.nextInt(30));
            default -> {}
        }
    }

    /** At most one attempt of a container runs, at any time. */
    void check(String when) {
        for (Container c : pod().containers().toList()) {
            long running = containers.stream().filter(s -> s.name().equals(c.name()) && s.running()).count();
            assertThat(running).as(when + ": running attempts of " + c.name()).isLessThanOrEqualTo(1);
        }
        String phase = phase();
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            assertThat(state().anyRunning()).as(when + ": finished while containers run").isFalse();
        }
    }

    void exit(String name, int code) {
        latest(name).ifPresent(c -> end(c.id(), code));
    }

    private void end(String id, int code) {
        containers.replaceAll(c -> c.id().equals(id) && c.running()
                ? new ContainerState(c.id(), c.name(), c.attempt(), c.sandbox(), Phase.EXITED, c.createdAt(), c.startedAt(), now, code,
                        "", "", c.image(), c.imageId(), c.specHash(), "")
                : c);
    }

    void killSandbox() {
        containers.stream().filter(ContainerState::running).toList().forEach(c -> end(c.id(), 137));
        sandboxes.replaceAll(s -> new Sandbox(s.id(), s.attempt(), false, s.createdAt(), List.of()));
    }

    void finishInits() {
        for (Container init : pod().spec().initContainers()) {
            if (!init.sidecar()) {
                latest(init.name()).filter(ContainerState::running).ifPresent(c -> end(c.id(), 0));
            }
        }
    }

    void delete() {
        ((ObjectNode) json.get("metadata")).put("deletionTimestamp", now.toString()).put("deletionGracePeriodSeconds", 5);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void runUntil(Predicate<PodModel> condition) {
        for (int i = 0; i < 300 && !condition.test(this); i++) {
            step();
        }
        assertThat(condition.test(this)).as(toString()).isTrue();
    }

    void runUntilReady() {
        for (int i = 0; i < 300 && !allRunning(); i++) {
            step();
            finishInits();
        }
        assertThat(allRunning()).as(toString()).isTrue();
    }

    private boolean allRunning() {
        return pod().spec().containers().stream().allMatch(c -> latest(c.name()).filter(ContainerState::running).isPresent());
    }

    /** Everything runs, or the pod has finished and nothing does. */
    boolean atRest() {
        boolean finished = phase().equals("Succeeded") || phase().equals("Failed");
        boolean settled = underWay.isEmpty() && busy.isEmpty();
        return settled && (finished ? !state().anyRunning() && released : runningOrEndedWell());
    }

    private boolean runningOrEndedWell() {
        return pod().spec().containers().stream().allMatch(c -> latest(c.name())
                .filter(s -> s.running() || !c.runsAgain(pod().spec().effectiveRestartPolicy(), s.exitCode()))
                .isPresent());
    }

    boolean forgotten() {
        return forgotten;
    }

    Instant now() {
        return now;
    }

    Optional<ContainerState> latest(String name) {
        return state().latest(name);
    }

    String phase() {
        return pod().phase();
    }

    String reason() {
        return json.path("status").path("reason").asString("");
    }

    List<StartContainer> started(String name) {
        return done.stream().filter(a -> a instanceof StartContainer s && s.container().equals(name)).map(StartContainer.class::cast).toList();
    }

    List<PodAction> done() {
        return done;
    }

    @Override
    public String toString() {
        return now + " " + phase() + " " + state() + " under way " + underWay + " released " + released + " gone " + gone;
    }
}
