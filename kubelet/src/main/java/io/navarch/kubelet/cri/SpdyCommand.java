package io.navarch.kubelet.cri;

import io.navarch.kubelet.stream.ContainerStreams.Input;
import io.navarch.kubelet.stream.ContainerStreams.Output;
import io.navarch.kubelet.stream.ContainerStreams.Wanted;
import io.navarch.machinery.object.Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A command over SPDY/3.1 as runtimes serve it (remotecommand v4.channel.k8s.io): one stream each for errors, stdin, stdout, stderr and
 * sizes, all opened by us. The server knows no flow control but TCP's: so the socket is read only while there is room for output.
 */
final class SpdyCommand extends ChannelInboundHandlerAdapter implements Input {

    private static final int ERROR = 1;
    private static final int STDIN = 3;
    private static final int STDOUT = 5;
    private static final int STDERR = 7;
    private static final int RESIZE = 9;
    /** Frames that may wait for the asker before the socket is left alone. */
    static final int FRAMES_WAITING = 64;

    private static final SpdyDataFrame END = new DefaultSpdyDataFrame(ERROR);

    private final Wanted wanted;
    private final Output output;
    private final BlockingQueue<SpdyDataFrame> frames = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream status = new ByteArrayOutputStream();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Channel> channel = new CompletableFuture<>();

    SpdyCommand(Wanted wanted, Output output, Executor threads) {
        this.wanted = wanted;
        this.output = output;
        threads.execute(this::deliver);
    }

    /** The connection speaks SPDY now: opens the streams. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        open(context, ERROR, "error");
        if (wanted.stdin()) {
            open(context, STDIN, "stdin");
        }
        if (wanted.stdout()) {
            open(context, STDOUT, "stdout");
        }
        if (wanted.stderr() && !wanted.tty()) {
            open(context, STDERR, "stderr");
        }
        if (wanted.tty()) {
            open(context, RESIZE, "resize");
        }
        context.flush();
        channel.complete(context.channel());
    }

    private static void open(ChannelHandlerContext context, int id, String type) {
        SpdySynStreamFrame open = new DefaultSpdySynStreamFrame(id, 0, (byte) 0);
        open.headers().set("streamtype", type);
        context.write(open);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case SpdyDataFrame data -> {
                frames.add(data);
                if (frames.size() > FRAMES_WAITING) {
                    context.channel().config().setAutoRead(false);
                }
            }
            case SpdyPingFrame ping -> context.writeAndFlush(new DefaultSpdyPingFrame(ping.id()));
            default -> ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        frames.add(END);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable trouble) {
        context.close();
    }

    void failed(IOException why) {
        channel.completeExceptionally(why);
        frames.add(END);
    }

    /** Hands what came to the output, in order, until the status has come or the connection is closed. */
    private void deliver() {
        try {
            while (true) {
                SpdyDataFrame frame = frames.take();
                if (frame == END) {
                    finish();
                    return;
                }
                try {
                    deliver(frame);
                } finally {
                    frame.release();
                }
                if (frames.isEmpty()) {
                    channel.thenAccept(c -> c.config().setAutoRead(true));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(SpdyDataFrame frame) {
        ByteBuf content = frame.content();
        switch (frame.streamId()) {
            case STDOUT -> output.stdout(content.nioBuffer());
            case STDERR -> output.stderr(content.nioBuffer());
            case ERROR -> {
                byte[] bytes = new byte[content.readableBytes()];
                content.readBytes(bytes);
                status.writeBytes(bytes);
                // The status is one JSON object; output that was written before it has come before it.
                if (frame.isLast() || complete()) {
                    finish();
                }
            }
            default -> {}
        }
    }

    private boolean complete() {
        try {
            return status.size() > 0 && Json.tree(status.toByteArray()).isObject();
        } catch (JacksonException partial) {
            return false;
        }
    }

    private void finish() {
        if (over.compareAndSet(false, true)) {
            if (channel.isCompletedExceptionally()) {
                output.ended(0, why(channel));
            } else if (status.size() == 0) {
                output.ended(0, "");
            } else {
                ended(status.toString(StandardCharsets.UTF_8));
            }
            close();
        }
    }

    private static String why(CompletableFuture<Channel> channel) {
        try {
            channel.get();
            return "";
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private void ended(String json) {
        JsonNode result = Json.tree(json);
        if (result.path("status").asString("").equals("Success")) {
            output.ended(0, "");
            return;
        }
        for (JsonNode cause : result.path("details").path("causes")) {
            if (cause.path("reason").asString("").equals("ExitCode")) {
                output.ended(Integer.parseInt(cause.path("message").asString("1")), "");
                return;
            }
        }
        output.ended(0, result.path("message").asString("the command failed"));
    }

    @Override
    public void stdin(ByteBuffer data) throws IOException {
        send(new DefaultSpdyDataFrame(STDIN, Unpooled.copiedBuffer(data)));
    }

    @Override
    public void stdinClosed() {
        if (wanted.stdin()) {
            SpdyDataFrame last = new DefaultSpdyDataFrame(STDIN);
            last.setLast(true);
            channel.thenAccept(c -> c.writeAndFlush(last));
        }
    }

    @Override
    public void resize(int width, int height) {
        if (wanted.tty()) {
            byte[] size = ("{\"Width\":" + width + ",\"Height\":" + height + "}\n").getBytes(StandardCharsets.UTF_8);
            channel.thenAccept(c -> c.writeAndFlush(new DefaultSpdyDataFrame(RESIZE, Unpooled.wrappedBuffer(size))));
        }
    }

    private void send(SpdyDataFrame frame) throws IOException {
        try {
            channel.get().writeAndFlush(frame).sync();
        } catch (ExecutionException e) {
            throw new IOException(why(channel), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (RuntimeException | Error fault) {
            throw new IOException("the command takes no more input", fault);
        }
    }

    @Override
    public void close() {
        channel.thenAccept(Channel::close);
    }
}
