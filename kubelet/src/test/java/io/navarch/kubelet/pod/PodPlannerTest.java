package io.navarch.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.kubelet.pod.PodAction.StartContainer;
import io.navarch.kubelet.pod.PodAction.StopContainer;
import io.navarch.kubelet.runtime.PodState.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every plan, tried on a model of a node in which everything may happen at any time. */
class PodPlannerTest {

    private static final String PLAIN = "{\"containers\":[{\"name\":\"a\",\"image\":\"i\"},{\"name\":\"b\",\"image\":\"i\"}]}";
    private static final String INIT = """
            {"restartPolicy":"OnFailure",
             "initContainers":[{"name":"i1","image":"i"},{"name":"side","image":"i","restartPolicy":"Always"},{"name":"i2","image":"i"}],
             "containers":[{"name":"a","image":"i"},{"name":"b","image":"i"}]}""";
    private static final String NEVER = """
            {"restartPolicy":"Never","activeDeadlineSeconds":300,
             "initContainers":[{"name":"i1","image":"i"}],"containers":[{"name":"a","image":"i"}]}""";

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, INIT, NEVER})
    void neverDoesAPlanBreakSafetyWhateverHappens(String spec) {
        for (int seed = 0; seed < 80; seed++) {
            Random random = new Random(seed);
            PodModel model = new PodModel(spec);
            for (int step = 0; step < 120; step++) {
                model.step();
                model.mishap(random);
                model.check("seed " + seed + " step " + step);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, INIT, NEVER})
    void whenNothingHappensAnyMoreAPodComesToRest(String spec) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            PodModel model = new PodModel(spec);
            for (int step = 0; step < 40; step++) {
                model.step();
                model.mishap(random);
            }
            for (int step = 0; step < 200; step++) {
                model.step();
                model.finishInits();
            }
            assertThat(model.atRest()).as("seed " + seed + ": " + model).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, INIT, NEVER})
    void aDeletedPodGoesFromEverywhere(String spec) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            PodModel model = new PodModel(spec);
            for (int step = 0; step < random.nextInt(40); step++) {
                model.step();
                model.mishap(random);
            }
            model.delete();
            for (int step = 0; step < 60 && !model.forgotten(); step++) {
                model.step();
                model.check("seed " + seed);
            }
            assertThat(model.forgotten()).as("seed " + seed + ": " + model).isTrue();
        }
    }

    @Test
    void thePlanOfTheSameViewIsTheSamePlan() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            PodModel model = new PodModel(INIT);
            for (int step = 0; step < 30; step++) {
                PodView view = model.view();
                assertThat(PodPlanner.plan(view)).isEqualTo(PodPlanner.plan(view));
                model.step();
                model.mishap(random);
            }
        }
    }

    @Test
    void aPlanUnderWayIsNotPlannedAgain() {
        PodModel model = new PodModel(PLAIN);
        for (int step = 0; step < 10; step++) {
            List<PodAction> once = model.planWithoutDoing();
            assertThat(model.planWithAllBusy(once)).noneMatch(once::contains);
            model.step();
        }
    }

    @Test
    void restartsComeAtOnceThenAfterTenSecondsDoublingToFiveMinutes() {
        PodModel model = new PodModel("{\"containers\":[{\"name\":\"a\",\"image\":\"i\"}]}");
        List<Long> waits = new java.util.ArrayList<>();
        for (int crash = 0; crash < 8; crash++) {
            int attempt = crash;
            model.runUntil(m -> m.latest("a").filter(c -> c.attempt() == attempt && c.running()).isPresent());
            model.exit("a", 1);
            java.time.Instant ended = model.now();
            model.runUntil(m -> m.latest("a").filter(c -> c.attempt() == attempt + 1).isPresent());
            waits.add(Duration.between(ended, model.now()).toSeconds());
        }
        assertThat(waits).containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
        model.runUntil(m -> m.latest("a").filter(c -> c.running()).isPresent());
        model.pass(Duration.ofMinutes(11));
        model.exit("a", 1);
        java.time.Instant ended = model.now();
        model.runUntil(m -> m.latest("a").filter(c -> c.attempt() == 9).isPresent());
        assertThat(Duration.between(ended, model.now())).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aFailedInitContainerEndsAPodThatNeverRestarts() {
        PodModel model = new PodModel(NEVER);
        model.runUntil(m -> !m.started("i1").isEmpty());
        model.exit("i1", 2);
        model.runUntil(m -> m.phase().equals("Failed"));
        assertThat(model.started("a")).isEmpty();
    }

    @Test
    void aPodOverItsDeadlineFails() {
        PodModel model = new PodModel(NEVER);
        model.runUntil(m -> !m.started("i1").isEmpty());
        model.exit("i1", 0);
        model.runUntil(m -> !m.started("a").isEmpty());
        model.pass(Duration.ofSeconds(301));
        model.runUntil(m -> m.phase().equals("Failed"));
        assertThat(model.reason()).isEqualTo("DeadlineExceeded");
        assertThat(model.state().anyRunning()).isFalse();
    }

    @Test
    void sidecarsEndAfterTheOthersAndLastFirst() {
        PodModel model = new PodModel("""
                {"initContainers":[{"name":"s1","image":"i","restartPolicy":"Always"},{"name":"s2","image":"i","restartPolicy":"Always"}],
                 "containers":[{"name":"a","image":"i"}]}""");
        model.runUntil(m -> !m.started("a").isEmpty());
        model.delete();
        model.runUntil(PodModel::forgotten);
        assertThat(model.done().stream().filter(StopContainer.class::isInstance).map(PodAction::subject)).containsExactly("a", "s2", "s1");
        assertThat(model.done().stream().filter(StartContainer.class::isInstance).map(PodAction::subject)).containsExactly("s1", "s2", "a");
    }

    @Test
    void aDeadSandboxIsReplacedAndInitRunsAgain() {
        PodModel model = new PodModel(INIT);
        model.runUntilReady();
        model.killSandbox();
        model.runUntil(m -> m.state().sandbox().filter(s -> s.attempt() == 1).isPresent());
        model.runUntilReady();
        assertThat(model.started("i1")).hasSize(2);
        assertThat(model.state().containers().stream().filter(c -> c.phase() == Phase.RUNNING)
                .allMatch(c -> c.sandbox().equals(model.state().sandbox().orElseThrow().id()))).isTrue();
    }
}
