package io.navarch.apiserver.stream;

import io.grpc.stub.StreamObserver;
import io.navarch.proto.v1.PodRef;
import io.navarch.proto.v1.PortForwardFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Port-forward in SPDY (portforward.k8s.io): for each connection the client opens a pair of streams, error and data, that carry the
 * same requestID; older clients carry none, then the pair has consecutive stream ids.
 */
final class SpdyPortForward {

    static final String PROTOCOL = "portforward.k8s.io";

    private final PodRef pod;
    private final Function<StreamObserver<PortForwardFrame>, StreamObserver<PortForwardFrame>> call;
    private final SpdyConnection connection;
    private final Map<String, Pair> pairs = new HashMap<>();

    SpdyPortForward(
            ByteLink link,
            PodRef pod,
            Function<StreamObserver<PortForwardFrame>, StreamObserver<PortForwardFrame>> call) {
        this.pod = pod;
        this.call = call;
        this.connection = new SpdyConnection(link, this::opened);
    }

    SpdyConnection connection() {
        return connection;
    }

    void linkGone() {
        connection.linkGone();
        pairs.clear();
    }

    private void opened(SpdyConnection.Stream stream) {
        String type = stream.header("streamType");
        int port = port(stream.header("port"));
        if (port < 1 || !(type.equals("error") || type.equals("data"))) {
            stream.refuse();
            return;
        }
        String request = stream.header("requestID");
        if (request.isEmpty()) {
            request = "stream " + (type.equals("error") ? stream.id() : stream.id() - 2);
        }
        Pair pair = pairs.computeIfAbsent(request, r -> new Pair());
        if (type.equals("error")) {
            pair.error = stream;
        } else {
            pair.data = stream;
        }
        if (pair.error != null && pair.data != null) {
            pairs.remove(request);
            new Connection(pair.error, pair.data, port);
        }
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port <= 65_535 ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** What has come of a connection's two streams. */
    private static final class Pair {
        private SpdyConnection.@Nullable Stream error;
        private SpdyConnection.@Nullable Stream data;
    }

    private final class Connection implements PortRelay.Client, SpdyConnection.Listener {

        private final SpdyConnection.Stream errors;
        private final SpdyConnection.Stream stream;
        private final PortRelay relay;

        private Connection(SpdyConnection.Stream errors, SpdyConnection.Stream stream, int port) {
            this.errors = errors;
            this.stream = stream;
            this.relay = new PortRelay(pod, port, call, this);
            stream.listen(this);
        }

        @Override
        public void data(ByteBuf data) {
            relay.data(data);
        }

        @Override
        public void ended() {
            relay.dataEnded();
        }

        @Override
        public void gone() {
            relay.clientGone();
        }

        @Override
        public ChannelFuture send(ByteBuf data) {
            return stream.send(data);
        }

        @Override
        public void error(String message) {
            errors.send(Unpooled.copiedBuffer(message, StandardCharsets.UTF_8));
        }

        @Override
        public void closed() {
            stream.end();
            errors.end();
        }

        @Override
        public void reading(CommandRelay.Reading reading) {
            connection.reading(reading);
        }
    }
}
