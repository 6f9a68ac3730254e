package io.navarch.machinery.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.client.FakeApi;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventBookTest {

    private static final KubeEvent.Regarding POD =
            new KubeEvent.Regarding("v1", "Pod", new ObjectKey("default", "web"), new Uid("u"), "1", "");
    private final EventBook book = new EventBook();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void theSameEventAgainIsCounted() {
        write("Pulled", "pulled it");
        now = now.plusSeconds(60);
        assertThat(enter("Pulled", "pulled it"))
                .isInstanceOfSatisfying(EventBook.Entry.Again.class, again -> assertThat(again.count()).isEqualTo(2));
    }

    @Test
    void theSameEventAfterTheWindowIsNew() {
        write("Pulled", "pulled it");
        now = now.plus(EventBook.WINDOW).plusSeconds(1);
        assertThat(enter("Pulled", "pulled it")).isInstanceOf(EventBook.Entry.Fresh.class);
    }

    @Test
    void manyMessagesOfOneReasonAreToldAsOne() {
        for (int i = 0; i < EventBook.DIFFERENT_MESSAGES; i++) {
            write("Failed", "message " + i);
        }
        assertThat(enter("Failed", "message 11")).isInstanceOfSatisfying(EventBook.Entry.Fresh.class, fresh -> {
            assertThat(fresh.event().message()).isEqualTo("(combined from similar events): message 11");
            book.written(fresh.key(), "one", now);
        });
        assertThat(enter("Failed", "message 12")).isInstanceOf(EventBook.Entry.Again.class);
    }

    @Test
    void anObjectThatFloodsIsSilencedAndHeardAgainLater() {
        for (int i = 0; i < EventBook.BURST; i++) {
            assertThat(enter("R" + i, "m")).isInstanceOf(EventBook.Entry.Fresh.class);
        }
        assertThat(enter("R", "m")).isInstanceOf(EventBook.Entry.Dropped.class);
        now = now.plus(EventBook.ONE_MORE_EACH);
        assertThat(enter("R", "m")).isInstanceOf(EventBook.Entry.Fresh.class);
    }

    @Test
    void theRecorderWritesOneObjectForARepeatedEvent() throws InterruptedException {
        FakeApi api = new FakeApi();
        try (ApiEventRecorder recorder = new ApiEventRecorder(api, "node-1", () -> now)) {
            recorder.record("kubelet", KubeEvent.warning(POD, "BackOff", "again and again"));
            recorder.record("kubelet", KubeEvent.warning(POD, "BackOff", "again and again"));
            List<byte[]> written = List.of();
            for (int i = 0; i < 500 && (written.isEmpty() || Json.tree(written.getFirst()).get("count").asInt() < 2); i++) {
                Thread.sleep(10);
                written = api.list(Gvr.core("events"), "default", "", "");
            }
            assertThat(written).hasSize(1);
            JsonNode event = Json.tree(written.getFirst());
            assertThat(event.get("count").asInt()).isEqualTo(2);
            assertThat(event.at("/involvedObject/name").asString()).isEqualTo("web");
            assertThat(event.at("/source/host").asString()).isEqualTo("node-1");
        }
    }

    private EventBook.Entry enter(String reason, String message) {
        return book.enter("kubelet", KubeEvent.normal(POD, reason, message), now);
    }

    private void write(String reason, String message) {
        EventBook.Entry.Fresh fresh = (EventBook.Entry.Fresh) enter(reason, message);
        book.written(fresh.key(), reason + message, now);
    }
}
