package io.navarch.machinery.client;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Kind;
import io.navarch.proto.v1.Interest;
import io.navarch.proto.v1.ObjectsGrpc;
import io.navarch.proto.v1.WatchBatch;
import io.navarch.proto.v1.WatchRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription, kept open: when the stream breaks it is opened again after a pause that doubles from 100 ms to 5 s and starts over
 * once a snapshot arrived whole. Every opening begins with a snapshot, so nothing is lost between two.
 */
final class WatchStream implements Api.Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(WatchStream.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Channel channel;
    private final List<Kind<?>> kinds;
    private final Consumer<Batch> listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Duration pause = FIRST_PAUSE;
    private volatile Opening opening = new Opening();

    WatchStream(Channel channel, List<Kind<?>> kinds, Consumer<Batch> listener) {
        this.channel = channel;
        this.kinds = List.copyOf(kinds);
        this.listener = listener;
        Thread.ofVirtual().name("watch").start(this::keepOpen);
    }

    private void keepOpen() {
        try {
            while (closed.getCount() > 0) {
                opening = new Opening();
                ObjectsGrpc.newStub(channel).watch(request(), opening);
                opening.ended.await();
                closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private WatchRequest request() {
        WatchRequest.Builder request = WatchRequest.newBuilder();
        for (Kind<?> kind : kinds) {
            request.addInterests(Interest.newBuilder()
                    .setResource(GrpcApi.proto(kind.resource()))
                    .setNamespace(kind.namespace())
                    .setLabelSelector(kind.labelSelector())
                    .setFieldSelector(kind.fieldSelector()));
        }
        return request.build();
    }

    @Override
    public void close() {
        closed.countDown();
        opening.cancel();
    }

    /** One try; batches are asked for one at a time, so a slow listener slows the server instead of filling memory. */
    private final class Opening implements ClientResponseObserver<WatchRequest, WatchBatch> {

        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile ClientCallStreamObserver<WatchRequest> call;
        private boolean first = true;

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchRequest> stream) {
            call = stream;
            stream.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(WatchBatch batch) {
            if (closed.getCount() == 0) {
                return;
            }
            listener.accept(new Batch(
                    batch.getChangesList().stream()
                            .<Batch.Item>map(c -> new Batch.Item(
                                    kinds.get(c.getInterest()),
                                    new ObjectKey(c.getNamespace(), c.getName()),
                                    new Revision(c.getRevision()),
                                    c.getJson().isEmpty() ? null : bytes(c.getJson())))
                            .toList(),
                    new Revision(batch.getRevision()),
                    first,
                    batch.getSnapshotComplete()));
            first = false;
            if (batch.getSnapshotComplete()) {
                pause = FIRST_PAUSE;
            }
            call.request(1);
        }

        @Override
        public void onError(Throwable trouble) {
            if (closed.getCount() > 0) {
                LOG.debug("watch of {} broke: {}", kinds, trouble.toString());
            }
            ended.countDown();
        }

        @Override
        public void onCompleted() {
            ended.countDown();
        }

        private void cancel() {
            ClientCallStreamObserver<WatchRequest> open = call;
            if (open != null) {
                open.cancel("closed", null);
            }
        }
    }

    private static byte[] bytes(ByteString json) {
        return json.toByteArray();
    }
}
