package io.navarch.machinery.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.KubeObject;
import io.navarch.machinery.world.World;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FakeApiTest {

    record Pod(Meta metadata) implements KubeObject {}

    private static final Gvr PODS = Gvr.core("pods");
    private static final ObjectKey KEY = new ObjectKey("shop", "a");
    private final FakeApi api = new FakeApi();

    private void putPod() {
        api.put(PODS, "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\",\"namespace\":\"shop\"},\"spec\":{}}");
    }

    @Test
    void aBindingNamesTheNodeAndASecondOneConflicts() {
        putPod();
        var binding = Json.tree("{\"target\":{\"kind\":\"Node\",\"name\":\"n1\"}}");
        assertThat(api.create(PODS, KEY, Subresource.BINDING, binding)).isInstanceOf(Outcome.Done.class);
        assertThat(api.read(PODS, KEY).at("/spec/nodeName").asString()).isEqualTo("n1");
        assertThat(api.create(PODS, KEY, Subresource.BINDING, binding))
                .isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.status().conflict()).isTrue());
    }

    @Test
    void aStatusPatchMergesConditionsByTypeAndAStaleUidConflicts() {
        putPod();
        api.patch(PODS, KEY, Subresource.STATUS, PatchType.STRATEGIC,
                Json.tree("{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\"}]}}"));
        api.patch(PODS, KEY, Subresource.STATUS, PatchType.STRATEGIC,
                Json.tree("{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"},{\"type\":\"X\",\"status\":\"True\"}]}}"));
        assertThat(api.read(PODS, KEY).at("/status/conditions")).hasSize(2);
        assertThat(api.read(PODS, KEY).at("/status/conditions/0/status").asString()).isEqualTo("True");
        assertThat(api.patch(PODS, KEY, Subresource.NONE, PatchType.MERGE, Json.tree("{\"metadata\":{\"uid\":\"other\"}}")))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aStreamShowsTheSnapshotThenEveryChangeAndWhatIsNoLongerSelectedIsGone() throws InterruptedException {
        putPod();
        Kind<Pod> pending = Kind.of(PODS, Pod.class).withFields("spec.nodeName=");
        World world = new World(List.of(pending));
        BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
        try (Api.Subscription open = api.watch(List.of(pending), batches::add)) {
            world.apply(batches.poll(5, TimeUnit.SECONDS));
            assertThat(world.complete()).isTrue();
            assertThat(world.table(pending).all()).hasSize(1);
            api.create(PODS, KEY, Subresource.BINDING, Json.tree("{\"target\":{\"name\":\"n1\"}}"));
            world.apply(batches.poll(5, TimeUnit.SECONDS));
            assertThat(world.table(pending).all()).isEmpty();
            assertThat(world.revision()).isEqualTo(api.revision());
        }
    }

    @Test
    void aFinalizerHoldsADeletedObjectUntilItGoes() {
        Gvr maps = Gvr.core("configmaps");
        ObjectKey key = new ObjectKey("shop", "m");
        api.put(maps, "{\"metadata\":{\"name\":\"m\",\"namespace\":\"shop\",\"finalizers\":[\"x/y\"]}}");
        api.delete(maps, key, new DeleteOptions(null, null, null));
        assertThat(api.read(maps, key).at("/metadata").has("deletionTimestamp")).isTrue();
        api.patch(maps, key, Subresource.NONE, PatchType.MERGE, Json.tree("{\"metadata\":{\"finalizers\":null}}"));
        assertThat(api.read(maps, key)).isNull();
    }
}
