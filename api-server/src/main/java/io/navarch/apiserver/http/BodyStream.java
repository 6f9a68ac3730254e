package io.navarch.apiserver.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The body of an answer that is written bit by bit: a watch, a log. Writes are put in order by the event loop. */
final class BodyStream {

    private final Channel channel;
    private final Runnable done;
    private final AtomicBoolean ended = new AtomicBoolean();

    BodyStream(Channel channel, Runnable done) {
        this.channel = channel;
        this.done = done;
    }

    void write(ByteBuf bytes) {
        channel.write(new DefaultHttpContent(bytes), channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** Whether the client takes what it is sent; when not, whoever writes waits. */
    boolean writable() {
        return channel.isWritable();
    }

    boolean open() {
        return channel.isActive() && !ended.get();
    }

    /** Run when the connection, or the client's interest in this answer, is gone. */
    void onClose(Runnable action) {
        channel.closeFuture().addListener(f -> action.run());
    }

    /** Run on the event loop whenever the client has caught up. */
    void onWritable(Runnable action) {
        channel.pipeline().get(RequestHandler.class).onWritable(action);
    }

    void after(long seconds, Runnable action) {
        ScheduledFuture<?> timer = channel.eventLoop().schedule(action, seconds, TimeUnit.SECONDS);
        channel.closeFuture().addListener(f -> timer.cancel(false));
    }

    void end() {
        if (ended.compareAndSet(false, true)) {
            channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(f -> done.run());
        }
    }

    /** Breaks the connection off: the client is too slow, or nothing sensible can follow what was sent. */
    void cut() {
        if (ended.compareAndSet(false, true)) {
            channel.close();
        }
    }
}
