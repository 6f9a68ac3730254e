package io.navarch.apiserver.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection itself, once HTTP has left its pipeline. */
final class TcpLink extends SimpleChannelInboundHandler<ByteBuf> implements ByteLink {

    private static final Logger LOG = LoggerFactory.getLogger(TcpLink.class);

    private final Channel channel;
    private final Consumer<ByteBuf> received;
    private final Runnable gone;

    TcpLink(Channel channel, Consumer<ByteBuf> received, Runnable gone) {
        this.channel = channel;
        this.received = received;
        this.gone = gone;
    }

    @Override
    public ChannelFuture send(ByteBuf bytes) {
        return channel.writeAndFlush(bytes);
    }

    @Override
    public void close() {
        channel.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void reading(CommandRelay.Reading reading) {
        channel.config().setAutoRead(reading == CommandRelay.Reading.ON);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
        received.accept(bytes);
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
