package io.navarch.apiserver.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.machinery.object.Revision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store keeps to. Each case works below a prefix of its own, on stores that all cases share. */
class StoreContractTest {

    @TempDir
    private static Path folder;

    private static final List<Case> STORES = new ArrayList<>();
    private static final AtomicInteger CASES = new AtomicInteger();
    private static EtcdServer etcd;

    private final String prefix = "/registry/case" + CASES.incrementAndGet() + "/";

    record Case(String name, Store store) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void open() throws Exception {
        STORES.add(new Case("memory", new MemoryStore(InstantSource.system())));
        STORES.add(new Case("embedded", new EmbeddedStore(folder.resolve("state.db"), InstantSource.system())));
        if (EtcdServer.installed()) {
            etcd = new EtcdServer(folder, 1);
            STORES.add(new Case("etcd", new EtcdStore(EtcdSettings.plain(etcd.endpoints()))));
        }
    }

    @AfterAll
    static void close() {
        STORES.forEach(c -> c.store().close());
        if (etcd != null) {
            etcd.close();
        }
    }

    static Stream<Store> stores() {
        return STORES.stream().map(Case::store);
    }

    private Revision create(Store store, String name) {
        return put(store, Txn.create(prefix + name, name.getBytes(UTF_8)));
    }

    private static Revision put(Store store, Txn txn) {
        TxnResult result = store.txn(txn);
        assertThat(result).isInstanceOf(TxnResult.Done.class);
        return ((TxnResult.Done) result).revision();
    }

    private static String value(KeyValue found) {
        return new String(found.value(), UTF_8);
    }

    /** Takes from a feed until there are so many changes. */
    private static List<Change> take(Feed feed, int wanted) throws InterruptedException {
        List<Change> taken = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (taken.size() < wanted && System.nanoTime() < end) {
            taken.addAll(feed.next(Duration.ofMillis(200)).changes());
        }
        return taken;
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("stores")
    void aWriteIsReadAtItsRevision(Store store) {
        Revision before = store.revision();
        Revision written = create(store, "a");

        assertThat(written.value()).isGreaterThan(before.value());
        assertThat(store.revision()).isEqualTo(written);
        assertThat(store.get(prefix + "a")).get().satisfies(found -> {
            assertThat(value(found)).isEqualTo("a");
            assertThat(found.revision()).isEqualTo(written);
        });
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("stores")
    void aWriteThatExpectsSomethingElseIsRefusedWithWhatIsThere(Store store) {
        Revision first = create(store, "a");
        Revision second = put(store, Txn.update(prefix + "a", first, "b".getBytes(UTF_8)));

        assertThat(store.txn(Txn.create(prefix + "a", new byte[] {1}))).isInstanceOf(TxnResult.Conflict.class);
        assertThat(store.txn(Txn.update(prefix + "a", first, new byte[] {1})))
                .isInstanceOfSatisfying(TxnResult.Conflict.class, conflict -> assertThat(conflict.current())
                        .get()
                        .satisfies(found -> {
                            assertThat(found.revision()).isEqualTo(second);
                            assertThat(value(found)).isEqualTo("b");
                        }));
        assertThat(store.txn(Txn.update(prefix + "none", first, new byte[] {1})))
                .isInstanceOfSatisfying(
                        TxnResult.Conflict.class,
                        conflict -> assertThat(conflict.current()).isEmpty());
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("stores")
    void aDeletedKeyIsGoneAndMayComeBack(Store store) {
        Revision first = create(store, "a");
        Revision deleted = put(store, Txn.delete(prefix + "a", first));

        assertThat(store.get(prefix + "a")).isEmpty();
        assertThat(deleted.value()).isGreaterThan(first.value());
        assertThat(create(store, "a").value()).isGreaterThan(deleted.value());
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("stores")
    void aRangeIsInOrderAndPaged(Store store) {
        List.of("c", "a", "b", "d").forEach(name -> create(store, name));
        put(store, Txn.create(prefix.substring(0, prefix.length() - 1) + "0", new byte[] {1}));

        Page all = store.range(Range.all(prefix));
        assertThat(all.items()).extracting(StoreContractTest::value).containsExactly("a", "b", "c", "d");
        assertThat(all.count()).isEqualTo(4);

        Page first = store.range(new Range(prefix, 2, "", Revision.ZERO));
        assertThat(first.items()).extracting(StoreContractTest::value).containsExactly("a", "b");
        assertThat(first.more()).isTrue();
        assertThat(first.count()).isEqualTo(4);

        Page second = store.range(new Range(prefix, 2, prefix + "b\0", first.revision()));
        assertThat(second.items()).extracting(StoreContractTest::value).containsExactly("c", "d");
        assertThat(second.more()).isFalse();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("stores")
    void aRangeShowsThePast(Store store) {
        Revision a = create(store, "a");
        Revision b = create(store, "b");
        put(store, Txn.update(prefix + "a", a, "changed".getBytes(UTF_8)));
        put(store, Txn.delete(prefix + "b", b));

        assertThat(store.range(new Range(prefix, 0, "", b)).items())
                .extracting(StoreContractTest::value)
                .containsExactly("a", "b");
        assertThat(store.range(new Range(prefix, 0, "", a)).items())
                .extracting(StoreContractTest::value)
                .containsExactly("a");
        assertThat(store.range(Range.all(prefix)).items())
                .extracting(StoreContractTest::value)
                .containsExactly("changed");
        Revision future = new Revision(store.revision().value() + 100);
        assertThatThrownBy(() -> store.range(new Range(prefix, 0, "", future))).isInstanceOf(FutureRevision.class);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("stores")
    void aFeedTellsThePastAndThenThePresent(Store store) throws InterruptedException {
        Revision a = create(store, "a");
        Revision changed = put(store, Txn.update(prefix + "a", a, "changed".getBytes(UTF_8)));
        try (Feed feed = store.watch(prefix, a)) {
            assertThat(take(feed, 2)).extracting(Change::revision).containsExactly(a, changed);
            Revision deleted = put(store, Txn.delete(prefix + "a", changed));
            put(store, Txn.create("/registry/elsewhere" + prefix, new byte[] {1}));

            List<Change> rest = take(feed, 1);
            assertThat(rest).hasSize(1);
            assertThat(rest.getFirst().value()).isNull();
            assertThat(rest.getFirst().revision()).isEqualTo(deleted);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("stores")
    void aFeedSaysHowFarItHasComeWhenNothingConcernsIt(Store store) throws InterruptedException {
        try (Feed feed = store.watch(prefix, new Revision(store.revision().value() + 1))) {
            Revision other = put(store, Txn.create("/registry/other" + prefix, new byte[] {1}));
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            Feed.Batch batch = feed.next(Duration.ofMillis(100));
            while (batch.upTo().compareTo(other) < 0 && System.nanoTime() < end) {
                assertThat(batch.changes()).isEmpty();
                batch = feed.next(Duration.ofMillis(100));
            }
            assertThat(batch.upTo()).isEqualTo(other);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("stores")
    void whatIsCompactedIsRefusedAndWhatIsCurrentStays(Store store) {
        Revision first = create(store, "a");
        Revision second = put(store, Txn.update(prefix + "a", first, "b".getBytes(UTF_8)));
        Revision third = create(store, "c");
        store.compact(second);
        store.compact(first);

        assertThat(store.range(new Range(prefix, 0, "", second)).items())
                .extracting(StoreContractTest::value)
                .containsExactly("b");
        assertThat(store.range(Range.all(prefix)).items()).hasSize(2);
        assertThatThrownBy(() -> store.range(new Range(prefix, 0, "", first))).isInstanceOf(Compacted.class);
        assertThatThrownBy(() -> {
                    try (Feed feed = store.watch(prefix, first)) {
                        take(feed, 1);
                    }
                })
                .isInstanceOf(Compacted.class);
        assertThatThrownBy(() -> store.compact(new Revision(third.value() + 1000))).isInstanceOf(FutureRevision.class);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("stores")
    void aLeaseThatRunsOutTakesItsKeysAlong(Store store) throws InterruptedException {
        LeaseId lease = store.lease(Duration.ofSeconds(1));
        Revision a = put(store, Txn.create(prefix + "a", new byte[] {1}).withLease(lease));
        Revision b = put(store, Txn.create(prefix + "b", new byte[] {1}).withLease(lease));
        put(store, Txn.update(prefix + "b", b, new byte[] {2}));

        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (store.get(prefix + "a").isPresent() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(store.get(prefix + "a")).isEmpty();
        assertThat(store.get(prefix + "b")).isPresent();
        try (Feed feed = store.watch(prefix + "a", new Revision(a.value() + 1))) {
            assertThat(take(feed, 1)).extracting(Change::key).containsExactly(prefix + "a");
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("stores")
    void manyWritersLoseNoUpdateAndAFeedTellsEachOnce(Store store) throws Exception {
        int writers = 8;
        int increments = 40;
        Revision start = put(store, Txn.create(prefix + "counter", "0".getBytes(UTF_8)));
        try (Feed feed = store.watch(prefix, new Revision(start.value() + 1));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Revision>>> done = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                int number = w;
                Callable<List<Revision>> writer = () -> increment(store, number, increments);
                done.add(threads.submit(writer));
            }
            List<Change> told = take(feed, 2 * writers * increments);
            List<Revision> written = new ArrayList<>();
            for (Future<List<Revision>> future : done) {
                List<Revision> own = future.get();
                assertThat(own).isSorted();
                written.addAll(own);
            }
            written.sort(null);

            assertThat(store.get(prefix + "counter")).get().extracting(StoreContractTest::value)
                    .isEqualTo(Integer.toString(writers * increments));
            assertThat(told).extracting(Change::revision).isEqualTo(written).doesNotHaveDuplicates();
            assertThat(feed.next(Duration.ofMillis(50)).changes()).isEmpty();
        }
    }

    private List<Revision> increment(Store store, int number, int times) {
        List<Revision> written = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            written.add(put(store, Txn.create(prefix + "w" + number + "-" + i, new byte[] {1})));
            boolean done = false;
            while (!done) {
                KeyValue counter = store.get(prefix + "counter").orElseThrow();
                byte[] more = Integer.toString(Integer.parseInt(value(counter)) + 1).getBytes(UTF_8);
                TxnResult result = store.txn(Txn.update(counter.key(), counter.revision(), more));
                if (result instanceof TxnResult.Done(Revision revision)) {
                    written.add(revision);
                    done = true;
                }
            }
        }
        return written;
    }
}
