package io.navarch.apiserver.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.machinery.identity.IdentityFolder;
import io.navarch.machinery.identity.ServingNames;
import io.navarch.machinery.identity.Subject;
import io.navarch.machinery.object.Revision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What only a cluster can suffer. */
@EnabledIf("io.navarch.apiserver.store.EtcdServer#installed")
class EtcdStoreTest {

    private static final int WRITES = 60;

    @TempDir
    private Path folder;

    /** Writes until it is answered, as a client that is told 503 does. */
    private static void insist(Store store, String key) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (System.nanoTime() < end) {
            try {
                store.txn(Txn.create(key, key.getBytes(UTF_8)));
                return;
            } catch (StoreUnavailable again) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError(key + " could not be written");
    }

    @Test
    void writesAndFeedGoOnWhileMembersComeAndGo() throws Exception {
        try (EtcdServer etcd = new EtcdServer(folder, 3);
                EtcdStore store = new EtcdStore(EtcdSettings.plain(etcd.endpoints()))) {
            insist(store, "/registry/t/first");
            Revision start = store.get("/registry/t/first").orElseThrow().revision();
            List<Change> told = new ArrayList<>();
            Thread feeding = Thread.ofVirtual().start(() -> follow(store, start, told));
            for (int i = 0; i < WRITES; i++) {
                if (i % 20 == 5) {
                    etcd.kill(i / 20);
                }
                if (i % 20 == 15) {
                    etcd.restart(i / 20);
                }
                insist(store, "/registry/t/k" + i);
            }
            assertThat(feeding.join(Duration.ofSeconds(60))).isTrue();
            assertThat(told).extracting(Change::key).doesNotHaveDuplicates().hasSize(WRITES);
            assertThat(told).extracting(Change::revision).isSorted();
        }
    }

    /** Follows as the cache does: a feed that breaks is opened again behind what it told last. */
    private static void follow(Store store, Revision start, List<Change> told) {
        long next = start.value() + 1;
        while (told.size() < WRITES) {
            try (Feed feed = store.watch("/registry/t/", new Revision(next))) {
                while (told.size() < WRITES) {
                    Feed.Batch batch = feed.next(Duration.ofMillis(200));
                    told.addAll(batch.changes());
                    next = batch.upTo().value() + 1;
                }
            } catch (StoreUnavailable again) {
                // open another
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    @Test
    void certificatesAreShownAndDemanded() throws Exception {
        Path pki = folder.resolve("pki");
        IdentityFolder identities = new IdentityFolder(pki, InstantSource.system());
        identities.clusterAuthority();
        identities.server("etcd", new Subject("etcd", List.of()), ServingNames.of(List.of("localhost"), List.of("127.0.0.1")));
        identities.client("etcd-client", Subject.API_SERVER);
        EtcdSettings.Tls tls = new EtcdSettings.Tls(
                pki.resolve("ca.crt"), pki.resolve("etcd-client.crt"), pki.resolve("etcd-client.key"));
        try (EtcdServer etcd = new EtcdServer(
                        folder,
                        1,
                        "--cert-file", pki.resolve("etcd.crt").toString(),
                        "--key-file", pki.resolve("etcd.key").toString(),
                        "--client-cert-auth",
                        "--trusted-ca-file", pki.resolve("ca.crt").toString());
                EtcdStore store = new EtcdStore(EtcdSettings.secure(etcd.secureEndpoints(), tls))) {
            insist(store, "/registry/t/a");
            assertThat(store.get("/registry/t/a")).isPresent();
        }
    }

    @Test
    void aStoreThatIsAwayIsTroubleNotAHang() {
        EtcdSettings nobody = new EtcdSettings(
                List.of(java.net.URI.create("http://127.0.0.1:1")), null, Duration.ofSeconds(1));
        try (EtcdStore store = new EtcdStore(nobody)) {
            assertThatThrownBy(() -> store.get("/registry/t/a")).isInstanceOf(StoreUnavailable.class);
        }
    }
}
