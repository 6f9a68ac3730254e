package io.navarch.command.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.cluster.ClusterSettings;
import io.navarch.command.cluster.ClusterSettings.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapeTest {

    private static final Shape NOTHING_SAID = new Shape(null, null, null, null, List.of(), null);

    @Test
    void twoRealNodesWhereTheMachineCanElseThreeSimulated() {
        ClusterSettings real = NOTHING_SAID.settings(Optional.empty(), List.of());
        assertThat(real.nodeNames()).containsExactly("navarch-1", "navarch-2");
        assertThat(real.addressOf("navarch-2")).isEqualTo("172.29.0.12");
        ClusterSettings simulated = NOTHING_SAID.settings(Optional.empty(), List.of("not run as root"));
        assertThat(simulated.nodes()).isZero();
        assertThat(simulated.simulatedNodeNames()).containsExactly("simulated-0", "simulated-1", "simulated-2");
    }

    @Test
    void whatIsNotSaidIsAsTheLastTime(@TempDir Path temp) {
        ClusterFolder folder = ClusterFolder.of(temp);
        new Shape(null, 5, 7443, null, List.of(), null).settings(Optional.empty(), List.of()).write(folder);
        ClusterSettings again = NOTHING_SAID.settings(ClusterSettings.read(folder), List.of());
        assertThat(again.simulatedNodes()).isEqualTo(5);
        assertThat(again.nodes()).isZero();
        assertThat(again.server()).isEqualTo("https://127.0.0.1:7443");
    }

    @Test
    void aServiceAloneHasNoNodes() {
        ClusterSettings alone =
                new Shape(null, null, null, null, List.of(Service.API_SERVER), null).settings(Optional.empty(), List.of());
        assertThat(alone.nodes() + alone.simulatedNodes()).isZero();
        assertThat(alone.runs(Service.SCHEDULER)).isFalse();
    }
}
