package io.navarch.machinery.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

class WorldTest {

    record Pod(Meta metadata) implements KubeObject {}

    private static final Index<Pod> BY_APP = Index.by(pod -> {
        String app = pod.metadata().labels().get("app");
        return app == null ? List.of() : List.of(app);
    });
    private static final Kind<Pod> PODS = Kind.of(Gvr.core("pods"), Pod.class, BY_APP);

    private final World world = new World(List.of(PODS));

    private static Batch.Item item(String name, @Nullable String app) {
        byte[] json = app == null ? null : ("{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"shop\",\"labels\":{\"app\":\"" + app
                + "\"}}}").getBytes(StandardCharsets.UTF_8);
        return new Batch.Item(PODS, new ObjectKey("shop", name), Revision.ZERO, json);
    }

    private List<Change<?>> apply(long revision, boolean restart, boolean complete, Batch.Item... items) {
        return world.apply(new Batch(List.of(items), new Revision(revision), restart, complete));
    }

    @Test
    void itIsCompleteOnceTheSnapshotEnds() {
        apply(3, true, false, item("a", "x"));
        assertThat(world.complete()).isFalse();
        apply(3, false, true, item("b", "x"));
        assertThat(world.complete()).isTrue();
        assertThat(world.revision()).isEqualTo(new Revision(3));
    }

    @Test
    void anIndexFollowsItsObjects() {
        apply(1, true, true, item("a", "x"), item("b", "x"));
        assertThat(world.table(PODS).by(BY_APP, "x")).hasSize(2);
        apply(2, false, false, item("a", "y"));
        assertThat(world.table(PODS).by(BY_APP, "x")).hasSize(1);
        assertThat(world.table(PODS).by(BY_APP, "y")).hasSize(1);
        apply(3, false, false, item("a", null));
        assertThat(world.table(PODS).by(BY_APP, "y")).isEmpty();
    }

    @Test
    void afterARestartWhatTheNewSnapshotLacksIsGone() {
        apply(1, true, true, item("a", "x"), item("b", "x"));
        apply(9, true, false, item("b", "x"));
        assertThat(world.table(PODS).all()).as("until the snapshot is whole nothing goes").hasSize(2);
        List<Change<?>> changes = apply(9, false, true);
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.key().name()).isEqualTo("a");
            assertThat((Object) change.after()).isNull();
        });
        assertThat(world.table(PODS).all()).hasSize(1);
    }

    @Test
    void removingWhatIsNotThereIsNoChange() {
        apply(1, true, true);
        assertThat(apply(2, false, false, item("a", null))).isEmpty();
    }

    @Test
    void everythingIsEveryObjectAsAChangeFromNothing() {
        apply(1, true, true, item("a", "x"), item("b", "y"));
        assertThat(world.everything()).hasSize(2).allSatisfy(change -> assertThat((Object) change.before()).isNull());
    }
}
