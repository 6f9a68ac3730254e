package io.navarch.apiserver.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.apiserver.cache.WatchRequest.Bookmarks;
import io.navarch.apiserver.cache.WatchRequest.Start;
import io.navarch.apiserver.selector.FieldSelector;
import io.navarch.apiserver.selector.LabelSelector;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.store.MemoryStore;
import io.navarch.apiserver.store.Txn;
import io.navarch.apiserver.store.TxnResult;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchCacheTest {

    private static final GroupResource PODS = new GroupResource("", "pods");
    private static final GroupResource NODES = new GroupResource("", "nodes");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final CacheLimits LIMITS =
            new CacheLimits(20, 1 << 20, 4_000, Duration.ofMillis(100), Duration.ofMillis(10));

    private final MemoryStore store = new MemoryStore(InstantSource.system());
    private final WatchCache cache = new WatchCache(store, LIMITS);
    private final Semaphore woken = new Semaphore(0);

    @BeforeEach
    void start() throws InterruptedException {
        cache.register(PODS, List.of(SelectableField.of("spec.nodeName"), SelectableField.of("spec.hostNetwork", "false")));
        cache.start();
        assertThat(cache.awaitLoaded(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        cache.close();
        store.close();
    }

    private static byte[] pod(String name, String label, String node) {
        return ("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"app\":\"" + label
                        + "\"},\"uid\":\"u-" + name + "\"},\"spec\":{\"nodeName\":\"" + node + "\"}}")
                .getBytes(UTF_8);
    }

    private static String key(String namespace, String name) {
        return Keys.of(PODS, new ObjectKey(namespace, name));
    }

    private Revision put(String key, byte[] value) {
        Revision before = store.get(key).map(kv -> kv.revision()).orElse(Revision.ZERO);
        return ((TxnResult.Done) store.txn(Txn.update(key, before, value))).revision();
    }

    private Revision delete(String key) {
        Revision before = store.get(key).orElseThrow().revision();
        return ((TxnResult.Done) store.txn(Txn.delete(key, before))).revision();
    }

    private static Selection labelled(String namespace, String labels) {
        return new Selection(namespace, LabelSelector.parse(labels), FieldSelector.EVERYTHING);
    }

    private static Selection withField(String namespace, String fields) {
        return new Selection(namespace, LabelSelector.EVERYTHING, FieldSelector.parse(fields));
    }

    private Watch watch(Selection selection, Start start) {
        return cache.watch(new WatchRequest(PODS, selection, start, Bookmarks.UNWANTED), woken::release);
    }

    /** Takes, waiting to be woken as an owner does, until there are so many events. */
    private List<String> take(Watch watch, int wanted) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < wanted) {
            List<WatchEvent> events = watch.take(1 << 20);
            events.forEach(event -> taken.add(text(event)));
            if (events.isEmpty() && !woken.tryAcquire(10, TimeUnit.SECONDS)) {
                return taken;
            }
        }
        return taken;
    }

    private static String text(WatchEvent event) {
        return switch (event) {
            case WatchEvent.Of(WatchEvent.Type type, Entry entry) ->
                type + " " + entry.id().name() + " " + entry.labels().get("app") + " " + entry.revision();
            case WatchEvent.Bookmark(Revision revision) -> "BOOKMARK " + revision;
            case WatchEvent.InitialEventsEnd(Revision revision) -> "INITIAL END " + revision;
            case WatchEvent.Expired(Refusal refusal) -> "EXPIRED " + refusal.message();
            case WatchEvent.Cut cut -> "CUT";
        };
    }

    @Test
    void aConsistentReadShowsWhatWasWrittenWithItsRevisionSplicedIn() {
        Revision written = put(key("a", "web"), pod("web", "x", "n1"));
        assertThat(cache.awaitCurrent(PATIENCE)).isEqualTo(written);

        Entry entry = cache.get(PODS, new ObjectKey("a", "web")).orElseThrow();
        assertThat(new String(entry.json(), UTF_8))
                .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"" + written
                        + "\",\"name\":\"web\",\"labels\":{\"app\":\"x\"},\"uid\":\"u-web\"},\"spec\":{\"nodeName\":\"n1\"}}");
        assertThat(Entry.served(pod("web", "x", "n1"), written)).isEqualTo(entry.json());
        assertThat(entry.field("spec.nodeName")).isEqualTo("n1");
        assertThat(entry.field("spec.hostNetwork")).isEqualTo("false");
        assertThat(entry.field("metadata.namespace")).isEqualTo("a");
        assertThat(entry.uid()).isEqualTo("u-web");
    }

    @Test
    void anItemOfAListHasNoApiVersionAndKind() throws IOException {
        put(key("a", "web"), pod("web", "x", "n1"));
        cache.awaitCurrent(PATIENCE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        cache.list(PODS, Selection.EVERYTHING, 0).entries().getFirst().writeItem(out);
        assertThat(out.toString(UTF_8)).startsWith("{\"metadata\":{\"resourceVersion\":").endsWith("}");
    }

    @Test
    void aListIsOrderedSelectedAndPagedOverOneState() {
        for (String name : List.of("c", "a", "e", "b", "d")) {
            put(key("ns", name), pod(name, name.equals("b") || name.equals("e") ? "berry" : "stone", "n1"));
        }
        put(key("ns-2", "z"), pod("z", "berry", "n2"));
        cache.awaitCurrent(PATIENCE);

        Listing first = cache.list(PODS, Selection.in("ns"), 2);
        assertThat(names(first)).containsExactly("a", "b");
        assertThat(first.remaining()).hasValue(3);
        put(key("ns", "bb"), pod("bb", "x", ""));
        delete(key("ns", "d"));
        cache.awaitCurrent(PATIENCE);
        ContinueToken token =
                ContinueToken.parse(new ContinueToken(first.revision(), first.next()).encoded());
        Listing second = cache.listAt(PODS, Selection.in("ns"), 2, token);
        assertThat(names(second)).containsExactly("c", "d");
        assertThat(second.remaining()).hasValue(1);
        assertThat(second.revision()).isEqualTo(first.revision());
        assertThat(names(cache.listAt(PODS, Selection.in("ns"), 0, token))).containsExactly("c", "d", "e");

        Listing berries = cache.list(PODS, labelled("", "app=berry"), 2);
        assertThat(names(berries)).containsExactly("z", "b");
        assertThat(berries.remaining()).isEmpty();
        assertThat(berries.next()).isNotEmpty();
        assertThat(names(cache.list(PODS, withField("", "spec.nodeName=n2"), 0))).containsExactly("z");
        assertThat(names(cache.list(PODS, withField("ns", "metadata.name=a"), 0))).containsExactly("a");
        assertThat(cache.list(NODES, Selection.EVERYTHING, 5).entries()).isEmpty();
    }

    private static List<String> names(Listing listing) {
        return listing.entries().stream().map(e -> e.id().name()).toList();
    }

    @Test
    void aListOlderThanTheHistoryComesFromTheStoreUntilCompacted() {
        Revision then = put(key("a", "web"), pod("web", "x", "n1"));
        for (int i = 0; i < 2 * LIMITS.historyEvents(); i++) {
            put(key("a", "web"), pod("web", "y" + i, "n1"));
        }
        put(key("a", "other"), pod("other", "x", "n1"));
        cache.awaitCurrent(PATIENCE);

        Listing old = cache.listAt(PODS, Selection.EVERYTHING, 0, then);
        assertThat(old.entries()).hasSize(1);
        assertThat(old.entries().getFirst().labels()).containsEntry("app", "x");
        assertThat(old.entries().getFirst().revision()).isEqualTo(then);
        store.compact(store.revision());
        assertThatThrownBy(() -> cache.listAt(PODS, Selection.EVERYTHING, 0, then))
                .isInstanceOf(Refusal.class)
                .hasMessage("The resourceVersion for the provided list is too old.");
    }

    @Test
    void aWatchTellsWhatCameAfterItsRevisionAndSelectorTransitions() throws InterruptedException {
        Revision first = put(key("a", "lamp"), pod("lamp", "off", ""));
        Watch lit = watch(labelled("a", "app=on"), new Start.After(first));
        Revision on = put(key("a", "lamp"), pod("lamp", "on", ""));
        Revision still = put(key("a", "lamp"), pod("lamp", "on", "n1"));
        Revision off = put(key("a", "lamp"), pod("lamp", "off", ""));
        put(key("b", "lamp"), pod("lamp", "on", ""));
        Revision again = put(key("a", "lamp"), pod("lamp", "on", ""));
        Revision gone = delete(key("a", "lamp"));

        List<String> expected = List.of(
                "ADDED lamp on " + on,
                "MODIFIED lamp on " + still,
                "DELETED lamp on " + off,
                "ADDED lamp on " + again,
                "DELETED lamp on " + gone);
        assertThat(take(lit, 5)).isEqualTo(expected);
        cache.awaitCurrent(PATIENCE);
        assertThat(take(watch(labelled("a", "app=on"), new Start.After(first)), 5)).isEqualTo(expected);
    }

    @Test
    void aDeletionShowsTheObjectAtTheDeletionsRevision() throws InterruptedException {
        Revision created = put(key("a", "web"), pod("web", "x", ""));
        Revision gone = delete(key("a", "web"));
        cache.awaitCurrent(PATIENCE);
        Watch watch = watch(Selection.EVERYTHING, new Start.After(created));
        WatchEvent.Of event = (WatchEvent.Of) watch.take(1 << 20).getFirst();
        assertThat(new String(event.entry().json(), UTF_8)).contains("\"resourceVersion\":\"" + gone + "\"");
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try {
            event.writeTo(frame);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        assertThat(frame.toString(UTF_8)).startsWith("{\"type\":\"DELETED\",\"object\":{").endsWith("}}\n");
        assertThat(frame.size()).isEqualTo(event.frameLength());
    }

    @Test
    void aWatchByNodeMeetsAPodWhenItIsBoundAndWhenItMoves() throws InterruptedException {
        Watch mine = watch(withField("", "spec.nodeName=n1"), new Start.State());
        assertThat(mine.take(1 << 20)).isEmpty();
        put(key("a", "web"), pod("web", "x", ""));
        Revision bound = put(key("a", "web"), pod("web", "x", "n1"));
        Revision moved = put(key("a", "web"), pod("web", "x", "n2"));
        assertThat(take(mine, 2)).containsExactly("ADDED web x " + bound, "DELETED web x " + moved);
    }

    @Test
    void aWatchOfTheStateMarksItsEndAndBookmarksGoOn() throws InterruptedException {
        Revision a = put(key("a", "ant"), pod("ant", "x", ""));
        Revision z = put(key("a", "zebra"), pod("zebra", "x", ""));
        cache.awaitCurrent(PATIENCE);
        Watch watch = cache.watch(
                new WatchRequest(PODS, Selection.EVERYTHING, new Start.MarkedState(), Bookmarks.WANTED), woken::release);
        assertThat(take(watch, 4)).startsWith("ADDED ant x " + a, "ADDED zebra x " + z, "INITIAL END " + z, "BOOKMARK " + z);
        watch.close();
        assertThat(watch.take(1)).isEmpty();
    }

    @Test
    void aWatchFromBeforeTheHistoryIsToldSo() throws InterruptedException {
        Revision first = put(key("a", "web"), pod("web", "x", ""));
        for (int i = 0; i < LIMITS.historyEvents() + 1; i++) {
            put(key("a", "web"), pod("web", "y" + i, ""));
        }
        cache.awaitCurrent(PATIENCE);
        assertThat(take(watch(Selection.EVERYTHING, new Start.After(first)), 1))
                .containsExactly("EXPIRED too old resource version: " + first + " (" + (first.value() + 1) + ")");
        assertThat(take(watch(Selection.EVERYTHING, new Start.After(new Revision(first.value() + 1))), 20)).hasSize(20);
    }

    @Test
    void aSlowWatcherIsCutAndNoOther() throws InterruptedException {
        Watch slow = watch(Selection.EVERYTHING, new Start.State());
        Watch quick = watch(Selection.EVERYTHING, new Start.State());
        int written = 100;
        int told = 0;
        for (int i = 0; i < written; i++) {
            put(key("a", "web"), pod("web", "y" + i, ""));
            cache.awaitCurrent(PATIENCE);
            told += quick.take(1 << 20).size();
        }
        told += quick.take(1 << 20).size();
        assertThat(told).isEqualTo(written);
        assertThat(take(slow, 1)).containsExactly("CUT");
    }

    @Test
    void aSubscriptionHasASnapshotThenChangesOfAllKindsInOrderAndProgress() throws InterruptedException {
        put(key("a", "web"), pod("web", "x", "n1"));
        Revision node = put("/registry/nodes/n1", "{\"metadata\":{\"name\":\"n1\"}}".getBytes(UTF_8));
        cache.awaitCurrent(PATIENCE);
        try (Subscription subscription = cache.subscribe(
                List.of(new Interest(NODES, Selection.EVERYTHING), new Interest(PODS, labelled("", "app=x"))),
                woken::release)) {
            Subscription.Part.Batch snapshot = batch(subscription);
            assertThat(snapshot.items()).extracting(i -> i.interest() + i.id().name()).containsExactly("0n1", "1web");
            assertThat(snapshot.last()).isEqualTo(Subscription.SnapshotEnd.HERE);
            assertThat(snapshot.revision()).isEqualTo(node);

            put(key("a", "new"), pod("new", "x", ""));
            put("/registry/nodes/n2", "{\"metadata\":{\"name\":\"n2\"}}".getBytes(UTF_8));
            Revision left = put(key("a", "web"), pod("web", "y", "n1"));
            List<String> told = new ArrayList<>();
            Revision complete = Revision.ZERO;
            while (complete.compareTo(left) < 0) {
                Subscription.Part.Batch next = batch(subscription);
                next.items().forEach(i -> told.add(i.interest() + i.id().name() + (i.entry() == null ? " gone" : "")));
                complete = next.revision();
            }
            assertThat(told).containsExactly("1new", "0n2", "1web gone");

            Revision other = put("/registry/secrets/a/s", "{\"metadata\":{\"name\":\"s\"}}".getBytes(UTF_8));
            Subscription.Part.Batch progress = batch(subscription);
            assertThat(progress.items()).isEmpty();
            assertThat(progress.revision()).isEqualTo(other);
        }
    }

    private Subscription.Part.Batch batch(Subscription subscription) throws InterruptedException {
        while (true) {
            var part = subscription.take(1 << 20);
            if (part.isPresent()) {
                return (Subscription.Part.Batch) part.get();
            }
            assertThat(woken.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aRevisionThatDoesNotComeIsRefusedAfterThePatience() {
        assertThatThrownBy(() -> cache.await(new Revision(9_000), Duration.ofMillis(20)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(504);
                    assertThat(refusal.message()).isEqualTo("Timeout: Too large resource version: 9000, current: 1");
                });
    }

    @Test
    void fieldsRegisteredLaterAreReadOutOfWhatIsThere() {
        put(key("a", "web"), pod("web", "x", "n1"));
        cache.awaitCurrent(PATIENCE);
        cache.register(PODS, List.of(SelectableField.of("metadata.labels.app"), SelectableField.of("kind")));
        assertThat(cache.get(PODS, new ObjectKey("a", "web")).orElseThrow().field("kind")).isEqualTo("Pod");
    }
}
