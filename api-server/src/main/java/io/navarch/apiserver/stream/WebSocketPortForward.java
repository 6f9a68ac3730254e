package io.navarch.apiserver.stream;

import io.grpc.stub.StreamObserver;
import io.navarch.proto.v1.PodRef;
import io.navarch.proto.v1.PortForwardFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Port-forward over WebSocket as fabric8 and the Java and JavaScript clients speak it: the ports are in the query; the i-th has channel 2i
 * for data and 2i+1 for errors, and the first message on each is its port number, two bytes, low byte first.
 */
final class WebSocketPortForward extends WebSocketPeer {

    private final PodRef pod;
    private final List<Integer> ports;
    private final Function<StreamObserver<PortForwardFrame>, StreamObserver<PortForwardFrame>> call;
    private final List<PortRelay> relays = new ArrayList<>();
    private int open;

    WebSocketPortForward(
            WebSocketFraming framing,
            PodRef pod,
            List<Integer> ports,
            Function<StreamObserver<PortForwardFrame>, StreamObserver<PortForwardFrame>> call) {
        super(framing);
        this.pod = pod;
        this.ports = ports;
        this.call = call;
    }

    @Override
    void opened(ChannelHandlerContext context) {
        open = ports.size();
        for (int i = 0; i < ports.size(); i++) {
            send(2 * i, Unpooled.buffer(2).writeShortLE(ports.get(i)));
            send(2 * i + 1, Unpooled.buffer(2).writeShortLE(ports.get(i)));
            relays.add(new PortRelay(pod, ports.get(i), call, new Connection(2 * i)));
        }
    }

    @Override
    void received(int channel, ByteBuf data) {
        if (channel % 2 == 0 && channel / 2 < relays.size()) {
            relays.get(channel / 2).data(data);
        }
    }

    @Override
    void gone() {
        relays.forEach(PortRelay::clientGone);
    }

    private synchronized void oneClosed() {
        open--;
        if (open == 0) {
            close();
        }
    }

    /** One of the ports. */
    private final class Connection implements PortRelay.Client {

        private final int channel;

        private Connection(int channel) {
            this.channel = channel;
        }

        @Override
        public ChannelFuture send(ByteBuf data) {
            return WebSocketPortForward.this.send(channel, data);
        }

        @Override
        public void error(String message) {
            WebSocketPortForward.this.send(channel + 1, Unpooled.copiedBuffer(message, StandardCharsets.UTF_8));
        }

        @Override
        public void closed() {
            oneClosed();
        }

        @Override
        public void reading(CommandRelay.Reading reading) {
            WebSocketPortForward.this.reading(reading);
        }
    }
}
