package io.navarch.apiserver.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SPDY's bytes in binary WebSocket messages, as kubectl 1.31 and later forwards ports (KEP-4006). */
final class WebSocketTunnel extends SimpleChannelInboundHandler<WebSocketFrame> implements ByteLink {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketTunnel.class);

    static final String PROTOCOL = "SPDY/3.1+portforward.k8s.io";

    private final Channel channel;
    private final Consumer<ByteBuf> received;
    private final Runnable gone;

    WebSocketTunnel(Channel channel, Consumer<ByteBuf> received, Runnable gone) {
        this.channel = channel;
        this.received = received;
        this.gone = gone;
    }

    @Override
    public ChannelFuture send(ByteBuf bytes) {
        return channel.writeAndFlush(new BinaryWebSocketFrame(bytes));
    }

    @Override
    public void close() {
        channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void reading(CommandRelay.Reading reading) {
        channel.config().setAutoRead(reading == CommandRelay.Reading.ON);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        switch (frame) {
            case BinaryWebSocketFrame message -> received.accept(message.content());
            case PingWebSocketFrame ping -> ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame close -> ctx.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
            default -> {}
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone.run();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("a stream broke", cause);
        ctx.close();
    }
}
