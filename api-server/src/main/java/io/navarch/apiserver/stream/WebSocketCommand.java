package io.navarch.apiserver.stream;

import io.grpc.stub.StreamObserver;
import io.navarch.proto.v1.ExecExit;
import io.navarch.proto.v1.ExecFrame;
import io.navarch.proto.v1.ExecStart;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.function.Function;

/**
 * Exec or attach over WebSocket, [v5.|v4.]channel.k8s.io: each message begins with a byte that names its channel. v5 adds a message
 * that closes a channel, so that stdin can end.
 */
final class WebSocketCommand extends WebSocketPeer implements CommandRelay.Client {

    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int ERROR = 3;
    private static final int RESIZE = 4;
    private static final int CLOSE = 255;

    private final ExecStart start;
    private final Function<StreamObserver<ExecFrame>, StreamObserver<ExecFrame>> call;
    private CommandRelay relay;

    WebSocketCommand(
            WebSocketFraming framing,
            ExecStart start,
            Function<StreamObserver<ExecFrame>, StreamObserver<ExecFrame>> call) {
        super(framing);
        this.start = start;
        this.call = call;
    }

    @Override
    void opened(ChannelHandlerContext context) {
        // An empty message on the lowest channel it may write tells the client that the connection stands.
        send(start.getStdout() ? STDOUT : start.getStderr() ? STDERR : ERROR, Unpooled.EMPTY_BUFFER);
        relay = new CommandRelay(start, call, this);
    }

    @Override
    void received(int channel, ByteBuf data) {
        switch (channel) {
            case STDIN -> {
                if (start.getStdin() && data.isReadable()) {
                    relay.stdin(data);
                }
            }
            case RESIZE -> SpdyCommand.Resize.read(data, relay);
            case CLOSE -> {
                if (data.isReadable() && data.readUnsignedByte() == STDIN) {
                    relay.stdinClosed();
                }
            }
            default -> {}
        }
    }

    @Override
    void gone() {
        if (relay != null) {
            relay.clientGone();
        }
    }

    @Override
    public ChannelFuture stdout(ByteBuf data) {
        return send(STDOUT, data);
    }

    @Override
    public ChannelFuture stderr(ByteBuf data) {
        return send(STDERR, data);
    }

    @Override
    public void ended(ExecExit exit) {
        send(ERROR, Unpooled.wrappedBuffer(ExitStatus.json(exit)));
        close();
    }
}
