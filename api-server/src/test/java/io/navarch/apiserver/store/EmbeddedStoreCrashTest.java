package io.navarch.apiserver.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.machinery.object.Revision;
import java.io.BufferedReader;
import java.io.File;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedded store whose process dies at any moment. */
class EmbeddedStoreCrashTest {

    private static final int WRITERS = 16;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 3_000;

    @TempDir
    private Path folder;

    /** The process that dies: writes by many threads and prints what was acknowledged, "key revision". */
    static final class Child {
        public static void main(String[] args) throws InterruptedException {
            PrintStream out = new PrintStream(System.out, true, UTF_8);
            EmbeddedStore store = new EmbeddedStore(Path.of(args[0]), InstantSource.system());
            List<Thread> writers = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                int number = w;
                writers.add(Thread.ofVirtual().start(() -> {
                    for (int i = 0; ; i++) {
                        String key = "/registry/pods/w" + number + "/p" + i;
                        TxnResult result = store.txn(Txn.create(key, key.getBytes(UTF_8)));
                        out.println(key + " " + ((TxnResult.Done) result).revision());
                    }
                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
        }
    }

    /** Where the child's classes are, whoever loaded them here. */
    private static String classPath() throws URISyntaxException {
        List<String> places = new ArrayList<>();
        for (Class<?> needed : List.of(
                Child.class, EmbeddedStore.class, Revision.class, org.sqlite.SQLiteConfig.class, org.slf4j.Logger.class)) {
            places.add(Path.of(needed.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        }
        return String.join(File.pathSeparator, places);
    }

    @Test
    void everyAcknowledgedWriteSurvivesAKill() throws Exception {
        Path file = folder.resolve("state.db");
        Map<String, Revision> acknowledged = new HashMap<>();
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        Child.class.getName(),
                        file.toString())
                .redirectError(folder.resolve("child.log").toFile())
                .start();
        try (BufferedReader lines = child.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (words.length == 2) { // else cut as the process died
                    acknowledged.put(words[0], Revision.parse(words[1]));
                }
                if (acknowledged.size() == ACKNOWLEDGED_BEFORE_THE_KILL) {
                    child.toHandle().destroyForcibly(); // leaves what it said before to be read
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_THE_KILL);

        try (EmbeddedStore store = new EmbeddedStore(file, InstantSource.system())) {
            Map<String, Revision> found = new HashMap<>();
            store.range(Range.all("/registry/pods/")).items().forEach(kv -> {
                assertThat(new String(kv.value(), UTF_8)).isEqualTo(kv.key());
                found.put(kv.key(), kv.revision());
            });
            assertThat(found.keySet()).containsAll(acknowledged.keySet());
            assertThat(store.revision().value()).isEqualTo(found.size() + 1L);
        }
    }

    @Test
    void historyCompactionAndLeasesSurviveARestart() throws Exception {
        Path file = folder.resolve("state.db");
        Revision first;
        Revision second;
        Revision last;
        try (EmbeddedStore store = new EmbeddedStore(file, InstantSource.system())) {
            first = done(store.txn(Txn.create("/registry/a", new byte[] {1})));
            second = done(store.txn(Txn.update("/registry/a", first, new byte[] {2})));
            done(store.txn(Txn.update("/registry/a", second, new byte[] {3})));
            LeaseId lease = store.lease(Duration.ofSeconds(1));
            done(store.txn(Txn.create("/registry/leased", new byte[] {1}).withLease(lease)));
            Revision b = done(store.txn(Txn.create("/registry/b", new byte[] {1})));
            last = done(store.txn(Txn.delete("/registry/b", b)));
            store.compact(second);
        }
        try (EmbeddedStore store = new EmbeddedStore(file, InstantSource.system())) {
            assertThat(store.revision()).isEqualTo(last);
            assertThatThrownBy(() -> store.range(new Range("/registry/", 0, "", first))).isInstanceOf(Compacted.class);
            assertThat(store.range(new Range("/registry/a", 0, "", second)).items().getFirst().value()).containsExactly(2);
            assertThat(store.range(new Range("/registry/a", 0, "", Revision.ZERO)).items().getFirst().value())
                    .containsExactly(3);
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (store.get("/registry/leased").isPresent() && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            assertThat(store.get("/registry/leased")).isEmpty();
            store.compact(store.revision());
        }
        try (EmbeddedStore store = new EmbeddedStore(file, InstantSource.system())) {
            assertThat(store.revision().value()).isEqualTo(last.value() + 1);
        }
    }

    @Test
    void aSecondServerOnTheSameFileIsRefused() {
        Path file = folder.resolve("state.db");
        try (EmbeddedStore store = new EmbeddedStore(file, InstantSource.system())) {
            assertThatThrownBy(() -> new EmbeddedStore(file, InstantSource.system()))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("in use by another API server");
            assertThat(store.revision().value()).isEqualTo(1);
        }
    }

    private static Revision done(TxnResult result) {
        return ((TxnResult.Done) result).revision();
    }
}
