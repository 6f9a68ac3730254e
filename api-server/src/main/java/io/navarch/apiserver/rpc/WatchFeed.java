package io.navarch.apiserver.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.ServerCallStreamObserver;
import io.navarch.apiserver.cache.Subscription;
import io.navarch.apiserver.cache.Subscription.Part;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.proto.v1.Change;
import io.navarch.proto.v1.Interest;
import io.navarch.proto.v1.WatchBatch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Feeds one subscriber. Whoever finds work to do (the cache, or the transport that has room again) drains; only one does at a time, and
 * one that comes meanwhile makes it go round once more.
 */
final class WatchFeed {

    /** One batch, in bytes of objects; well below what a message may have. */
    private static final int BATCH_BYTES = 1 << 20;

    private final Verbs verbs;
    private final List<Call> calls;
    private final ServerCallStreamObserver<WatchBatch> out;
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Subscription subscription;

    WatchFeed(Verbs verbs, List<Call> calls, List<Interest> interests, ServerCallStreamObserver<WatchBatch> out) {
        this.verbs = verbs;
        this.calls = calls;
        this.out = out;
        this.subscription = verbs.subscribe(
                calls,
                interests.stream()
                        .map(i -> io.navarch.apiserver.verb.ListOptions.selecting(i.getLabelSelector(), i.getFieldSelector()))
                        .toList(),
                () -> Thread.startVirtualThread(this::drain));
    }

    void start() {
        out.setOnReadyHandler(this::drain);
        out.setOnCancelHandler(this::end);
        drain();
    }

    private void drain() {
        if (wanted.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            send();
            seen = wanted.addAndGet(-seen);
        } while (seen > 0);
    }

    private void send() {
        while (!ended.get() && out.isReady()) {
            Optional<Part> part = subscription.take(BATCH_BYTES);
            if (part.isEmpty()) {
                return;
            }
            switch (part.get()) {
                case Part.Batch batch -> out.onNext(message(batch));
                case Part.Ended over -> {
                    end();
                    out.onError(GrpcCodes.of(over.why()).withDescription(over.why().message()).asRuntimeException());
                }
            }
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            subscription.close();
        }
    }

    private WatchBatch message(Part.Batch batch) {
        WatchBatch.Builder message = WatchBatch.newBuilder()
                .setRevision(batch.revision().value())
                .setSnapshotComplete(batch.last() == Subscription.SnapshotEnd.HERE);
        for (Subscription.Item item : batch.items()) {
            ByteString json = item.entry() == null
                    ? ByteString.EMPTY
                    : UnsafeByteOperations.unsafeWrap(verbs.inVersion(calls.get(item.interest()), item.entry().json()));
            message.addChanges(Change.newBuilder()
                    .setInterest(item.interest())
                    .setNamespace(item.id().namespace())
                    .setName(item.id().name())
                    .setRevision(item.revision().value())
                    .setJson(json));
        }
        return message.build();
    }
}
