package io.navarch.apiserver.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes exchanges of requests, one at a time: what a client sends ahead on HTTP/1.1 waits for the answer before it. */
final class RequestHandler extends ChannelInboundHandlerAdapter {

    /** Requests a client may send ahead. */
    private static final int AHEAD = 64;
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Exchange.Peer peer;
    private final Consumer<Exchange> handler;
    private final RandomGenerator random;
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>(0);
    private boolean busy;
    private volatile Runnable whenWritable = () -> {};

    RequestHandler(Exchange.Peer peer, Consumer<Exchange> handler, RandomGenerator random) {
        this.peer = peer;
        this.handler = handler;
        this.random = random;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        FullHttpRequest request = (FullHttpRequest) message;
        if (!busy) {
            handle(context, request);
        } else if (waiting.size() < AHEAD) {
            waiting.add(request);
        } else {
            request.release();
            context.close();
        }
    }

    private void handle(ChannelHandlerContext context, FullHttpRequest request) {
        busy = true;
        Exchange exchange = new Exchange(context, request, peer, newId(), () -> context.executor().execute(() -> next(context)));
        request.release();
        handler.accept(exchange);
    }

    private void next(ChannelHandlerContext context) {
        busy = false;
        whenWritable = () -> {};
        FullHttpRequest request = waiting.poll();
        if (request != null) {
            handle(context, request);
        }
    }

    /** What writes the answer under way goes on when the client has taken some of it. */
    void onWritable(Runnable action) {
        whenWritable = action;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            whenWritable.run();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("connection to {} broke", peer.address(), cause);
        context.close();
    }

    private String newId() {
        HexFormat hex = HexFormat.of();
        String text = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
        return text.substring(0, 8) + "-" + text.substring(8, 12) + "-" + text.substring(12, 16) + "-" + text.substring(16, 20) + "-"
                + text.substring(20);
    }
}
