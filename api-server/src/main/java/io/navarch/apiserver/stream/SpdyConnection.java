package io.navarch.apiserver.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyRstStreamFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyGoAwayFrame;
import io.netty.handler.codec.spdy.SpdyHeaders;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdyStreamStatus;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * SPDY/3.1 as Kubernetes clients speak it, over any {@link ByteLink}: the client opens streams, each told apart by its headers. There
 * is no SPDY flow control here because the Go clients' library has none (it neither keeps nor updates windows); back-pressure is that
 * of the link. Used from the link's event loop, except {@link Stream}'s sends, which may come from any thread.
 */
final class SpdyConnection {

    /** More streams than this at once is no Kubernetes client; further ones are refused. */
    static final int STREAM_LIMIT = 1024;

    /** What happens on a stream the client opened. */
    interface Listener {
        void data(ByteBuf data);

        /** The client sends no more on this stream. */
        void ended();

        /** The stream, or the whole connection, is gone. */
        void gone();
    }

    private final ByteLink link;
    private final Consumer<Stream> opened;
    private final EmbeddedChannel decoder = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
    private final EmbeddedChannel encoder = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
    private final Map<Integer, Stream> streams = new ConcurrentHashMap<>();

    SpdyConnection(ByteLink link, Consumer<Stream> opened) {
        this.link = link;
        this.opened = opened;
    }

    void received(ByteBuf bytes) {
        decoder.writeInbound(bytes.retain());
        for (Object frame = decoder.readInbound(); frame != null; frame = decoder.readInbound()) {
            try {
                handle(frame);
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }
    }

    void linkGone() {
        Map.copyOf(streams).values().forEach(Stream::gone);
        streams.clear();
        decoder.finishAndReleaseAll();
        synchronized (encoder) {
            encoder.finishAndReleaseAll();
        }
    }

    private void handle(Object frame) {
        switch (frame) {
            case SpdySynStreamFrame syn -> open(syn);
            case SpdyDataFrame data -> {
                Stream stream = streams.get(data.streamId());
                if (stream != null) {
                    stream.data(data.content(), data.isLast());
                }
            }
            case SpdyRstStreamFrame reset -> {
                Stream stream = streams.remove(reset.streamId());
                if (stream != null) {
                    stream.gone();
                }
            }
            case SpdyPingFrame ping -> send(ping);
            case SpdyGoAwayFrame goAway -> {}
            default -> {}
        }
    }

    private void open(SpdySynStreamFrame syn) {
        if (streams.size() >= STREAM_LIMIT) {
            send(new DefaultSpdyRstStreamFrame(syn.streamId(), SpdyStreamStatus.REFUSED_STREAM));
            return;
        }
        Stream stream = new Stream(syn.streamId(), syn.headers());
        streams.put(syn.streamId(), stream);
        send(reply(syn.streamId()));
        opened.accept(stream);
    }

    /** Has a header, because the codec writes no header block at all for none, and the Go clients' library gives up on that. */
    private static DefaultSpdySynReplyFrame reply(int stream) {
        DefaultSpdySynReplyFrame reply = new DefaultSpdySynReplyFrame(stream);
        reply.headers().add("accepted", "true");
        return reply;
    }

    private ChannelFuture send(Object frame) {
        synchronized (encoder) {
            encoder.writeOutbound(frame);
            ByteBuf all = Unpooled.buffer();
            for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
                all.writeBytes(part);
                part.release();
            }
            return link.send(all);
        }
    }

    void close() {
        link.close();
    }

    void reading(CommandRelay.Reading reading) {
        link.reading(reading);
    }

    /** One stream the client opened. */
    final class Stream {

        private final int id;
        private final SpdyHeaders headers;
        private Listener listener = new Unheard();
        private volatile boolean ended;
        private volatile boolean endedHere;

        private Stream(int id, SpdyHeaders headers) {
            this.id = id;
            this.headers = headers;
        }

        int id() {
            return id;
        }

        /** A header's value, "" when absent. SPDY header names are in lower case. */
        String header(String name) {
            String value = headers.getAsString(name.toLowerCase(java.util.Locale.ROOT));
            return value == null ? "" : value;
        }

        void listen(Listener wanted) {
            listener = wanted;
            if (ended) {
                wanted.ended();
            }
        }

        ChannelFuture send(ByteBuf data) {
            return SpdyConnection.this.send(new DefaultSpdyDataFrame(id, data));
        }

        /** Nothing more is sent on this stream. */
        void end() {
            DefaultSpdyDataFrame last = new DefaultSpdyDataFrame(id);
            last.setLast(true);
            SpdyConnection.this.send(last);
            endedHere = true;
            forgetWhenOver();
        }

        private void forgetWhenOver() {
            if (ended && endedHere) {
                streams.remove(id);
            }
        }

        void reset() {
            streams.remove(id);
            SpdyConnection.this.send(new DefaultSpdyRstStreamFrame(id, SpdyStreamStatus.CANCEL));
        }

        void refuse() {
            streams.remove(id);
            SpdyConnection.this.send(new DefaultSpdyRstStreamFrame(id, SpdyStreamStatus.REFUSED_STREAM));
        }

        private void data(ByteBuf data, boolean last) {
            if (data.isReadable()) {
                listener.data(data);
            }
            if (last) {
                ended = true;
                listener.ended();
                forgetWhenOver();
            }
        }

        private void gone() {
            listener.gone();
        }
    }

    /** Before somebody listens there is nothing to hear: clients wait for all streams before they send. */
    private static final class Unheard implements Listener {
        @Override
        public void data(ByteBuf data) {}

        @Override
        public void ended() {}

        @Override
        public void gone() {}
    }
}
