package io.navarch.apiserver.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's end of a WebSocket whose messages belong to channels. Sits last in the pipeline, after the handshake. */
abstract sealed class WebSocketPeer extends SimpleChannelInboundHandler<WebSocketFrame>
        permits WebSocketCommand, WebSocketPortForward {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketPeer.class);

    private final WebSocketFraming framing;
    private ChannelHandlerContext context;

    WebSocketPeer(WebSocketFraming framing) {
        this.framing = framing;
    }

    abstract void opened(ChannelHandlerContext context);

    abstract void received(int channel, ByteBuf data);

    abstract void gone();

    final ChannelFuture send(int channel, ByteBuf data) {
        return context.writeAndFlush(framing.frame(channel, data, context.alloc()));
    }

    final void close() {
        context.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE)).addListener(ChannelFutureListener.CLOSE);
    }

    public final void reading(CommandRelay.Reading reading) {
        context.channel().config().setAutoRead(reading == CommandRelay.Reading.ON);
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    protected final void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        switch (frame) {
            case PingWebSocketFrame ping -> ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame close -> ctx.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
            case BinaryWebSocketFrame message -> message(message.content());
            case TextWebSocketFrame message -> message(message.content());
            default -> {}
        }
    }

    private void message(ByteBuf message) {
        if (message.isReadable()) {
            int channel = framing.channel(message);
            received(channel, framing.content(message));
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        gone();
        ctx.fireChannelInactive();
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("a stream broke", cause);
        ctx.close();
    }
}
