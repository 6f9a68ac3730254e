package io.navarch.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class CompactorTest {

    @Test
    void whatIsYoungerThanTheHistoryStays() {
        MemoryStore store = new MemoryStore(InstantSource.system());
        Compactor compactor = new Compactor(store, Duration.ofMinutes(5));
        Instant start = Instant.EPOCH;
        Revision revision = Revision.ZERO;
        for (int minute = 0; minute < 10; minute++) {
            TxnResult result = store.txn(Txn.update("/registry/a", revision, new byte[] {(byte) minute}));
            revision = ((TxnResult.Done) result).revision();
            compactor.step(start.plus(Duration.ofMinutes(minute)));
        }
        // minute 4 (revision 6) is five minutes before minute 9
        assertThat(store.range(new Range("/registry/", 0, "", new Revision(6))).items()).hasSize(1);
        assertThatThrownBy(() -> store.range(new Range("/registry/", 0, "", new Revision(5))))
                .isInstanceOf(Compacted.class);
    }
}
