package io.navarch.machinery.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.client.ApiUnavailable;
import io.navarch.machinery.client.FakeApi;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaderElectionTest {

    private static final ObjectKey LEASE = new ObjectKey("kube-system", "kube-scheduler");
    private final FakeApi api = new FakeApi();
    private final List<String> heard = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LeaderElection one = candidate("one");
    private final LeaderElection two = candidate("two");

    private LeaderElection candidate(String name) {
        return new LeaderElection(api, LEASE, name, Timing.USUAL, () -> now, leads -> heard.add(name + " " + leads));
    }

    private void after(int seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void theFirstToAskLeadsAndTheOtherWaits() {
        one.attempt(now);
        two.attempt(now);
        assertThat(heard).containsExactly("one true");
    }

    @Test
    void aLeaderThatRenewsStaysLeader() {
        for (int i = 0; i < 30; i++) {
            one.attempt(now);
            two.attempt(now);
            after(2);
        }
        assertThat(heard).containsExactly("one true");
    }

    @Test
    void aSilentLeaderIsReplacedOnceTheLeaseRanOut() {
        one.attempt(now);
        two.attempt(now);
        after(14);
        two.attempt(now);
        assertThat(two.leads()).isFalse();
        after(2);
        two.attempt(now);
        assertThat(two.leads()).isTrue();
    }

    @Test
    void aLeaderWithoutApiServerStopsBeforeAnotherMayBegin() {
        one.attempt(now);
        api.refuse(write -> {
            throw new ApiUnavailable("not reachable", new IllegalStateException());
        });
        after(9);
        one.attempt(now);
        assertThat(one.leads()).isTrue();
        after(1);
        one.attempt(now);
        assertThat(heard).containsExactly("one true", "one false");
    }

    @Test
    void closingHandsTheLeaseBackAtOnce() throws InterruptedException {
        CountDownLatch leads = new CountDownLatch(1);
        LeaderElection running =
                new LeaderElection(api, LEASE, "running", Timing.USUAL, () -> now, now -> leads.countDown());
        running.start();
        assertThat(leads.await(5, TimeUnit.SECONDS)).isTrue();
        running.close();
        two.attempt(now);
        assertThat(two.leads()).isTrue();
    }

    @Test
    void timesThatWouldLetTwoLeadAreRefused() {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timing(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(2)));
    }
}
