package io.navarch.apiserver.stream;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.navarch.proto.v1.ExecFrame;
import io.navarch.proto.v1.ExecStart;
import io.navarch.proto.v1.LogsChunk;
import io.navarch.proto.v1.LogsRequest;
import io.navarch.proto.v1.NodeStreamsGrpc;
import io.navarch.proto.v1.PodRef;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The door: takes over a client's authorized HTTP/1.1 connection and joins it to a node. The context is that of the HTTP handler, whose
 * pipeline holds an HttpServerCodec; everything behind the codec is replaced.
 */
public final class Streams {

    private final NodeDialer dialer;

    public Streams(NodeDialer dialer) {
        this.dialer = dialer;
    }

    /** Whether the request asks to leave HTTP; exec, attach and port-forward answer 400 to any other. */
    public static boolean isUpgrade(FullHttpRequest request) {
        return Upgrade.isSpdy(request) || Upgrade.isWebSocket(request);
    }

    public void exec(ChannelHandlerContext context, FullHttpRequest request, NodeDialer.NodeAddress node, ExecStart start) {
        command(context, request, start, dialer.dial(node)::exec);
    }

    public void attach(
            ChannelHandlerContext context, FullHttpRequest request, NodeDialer.NodeAddress node, ExecStart start) {
        command(context, request, start, dialer.dial(node)::attach);
    }

    private void command(
            ChannelHandlerContext context,
            FullHttpRequest request,
            ExecStart start,
            Function<StreamObserver<ExecFrame>, StreamObserver<ExecFrame>> call) {
        if (Upgrade.isWebSocket(request)) {
            Upgrade.toWebSocket(
                    context, request, Upgrade.COMMAND_PROTOCOLS, chosen -> new WebSocketCommand(WebSocketFraming.of(chosen), start, call));
        } else {
            Upgrade.toSpdy(context, request, SpdyProtocol.names(), (channel, chosen) -> {
                SpdyCommand[] command = new SpdyCommand[1];
                TcpLink link = new TcpLink(
                        channel, bytes -> command[0].connection().received(bytes), () -> command[0].linkGone());
                command[0] = new SpdyCommand(
                        link, SpdyProtocol.newestOf(List.of(chosen)).orElse(SpdyProtocol.V1), start, call);
                return link;
            });
        }
    }

    /** The ports are those of the query, which only WebSocket clients without the SPDY tunnel give. */
    public void portForward(
            ChannelHandlerContext context,
            FullHttpRequest request,
            NodeDialer.NodeAddress node,
            PodRef pod,
            List<Integer> ports) {
        NodeStreamsGrpc.NodeStreamsStub stub = dialer.dial(node);
        if (Upgrade.isWebSocket(request)) {
            Upgrade.toWebSocket(context, request, Upgrade.PORT_FORWARD_PROTOCOLS, chosen -> {
                if (!chosen.equals(WebSocketTunnel.PROTOCOL)) {
                    return new WebSocketPortForward(WebSocketFraming.of(chosen), pod, ports, stub::portForward);
                }
                SpdyPortForward[] forward = new SpdyPortForward[1];
                WebSocketTunnel tunnel = new WebSocketTunnel(
                        context.channel(), bytes -> forward[0].connection().received(bytes), () -> forward[0].linkGone());
                forward[0] = new SpdyPortForward(tunnel, pod, stub::portForward);
                return tunnel;
            });
        } else {
            Upgrade.toSpdy(context, request, List.of(SpdyPortForward.PROTOCOL), (channel, chosen) -> {
                SpdyPortForward[] forward = new SpdyPortForward[1];
                TcpLink link = new TcpLink(
                        channel, bytes -> forward[0].connection().received(bytes), () -> forward[0].linkGone());
                forward[0] = new SpdyPortForward(link, pod, stub::portForward);
                return link;
            });
        }
    }

    /** Where log bytes go. A write's stage completes when the client has taken it; the next chunk is asked for then. */
    public interface LogSink {
        CompletionStage<?> write(ByteBuffer chunk);

        void completed();

        void failed(Throwable trouble);
    }

    /** Starts to read logs; the returned action ends the reading, for when the client goes. */
    public Runnable logs(NodeDialer.NodeAddress node, LogsRequest request, LogSink sink) {
        LogReader reader = new LogReader(sink);
        dialer.dial(node).logs(request, reader);
        return reader::cancel;
    }

    private static final class LogReader implements ClientResponseObserver<LogsRequest, LogsChunk> {

        private final LogSink sink;
        private ClientCallStreamObserver<LogsRequest> call;

        private LogReader(LogSink sink) {
            this.sink = sink;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<LogsRequest> stream) {
            call = stream;
            stream.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(LogsChunk chunk) {
            sink.write(chunk.getData().asReadOnlyByteBuffer()).whenComplete((taken, trouble) -> {
                if (trouble == null) {
                    call.request(1);
                } else {
                    cancel();
                }
            });
        }

        @Override
        public void onError(Throwable trouble) {
            sink.failed(trouble);
        }

        @Override
        public void onCompleted() {
            sink.completed();
        }

        private void cancel() {
            call.cancel("the client is gone", null);
        }
    }
}
