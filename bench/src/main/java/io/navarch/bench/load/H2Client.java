package io.navarch.bench.load;

import io.navarch.bench.target.Target;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Requests that differ from each other, and watches, over HTTP/2 with TLS, with little work on this side. */
public final class H2Client implements AutoCloseable {

    private static final int STREAM_WINDOW_BYTES = 4 << 20;
    private static final int CONNECTION_WINDOW_BYTES = 64 << 20;

    private final Target target;
    private final SslContext tls;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    /** Told of an answer, on the event loop. */
    public interface Listener {
        default void begun(int code) {}

        default void bytes(ByteBuf part) {}

        /** Whole, or broken off: then nothing else came or the code was no success. */
        default void ended() {}
    }

    public H2Client(Target target) {
        this.target = target;
        try {
            tls = SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS", e);
        }
    }

    public Connection connect() {
        Channel channel = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
                                .initialSettings(Http2Settings.defaultSettings().initialWindowSize(STREAM_WINDOW_BYTES))
                                .build();
                        opened.pipeline().addLast(tls.newHandler(opened.alloc(), target.host(), target.port()), codec,
                                new Http2MultiplexHandler(new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel pushed) {}
                                }));
                    }
                })
                .connect(target.host(), target.port())
                .syncUninterruptibly()
                .channel();
        channel.pipeline().get(SslHandler.class).handshakeFuture().syncUninterruptibly();
        channel.eventLoop().submit(() -> widen(channel)).syncUninterruptibly();
        return new Connection(channel);
    }

    private static void widen(Channel channel) {
        try {
            var connection = channel.pipeline().get(Http2FrameCodec.class).connection();
            connection.local().flowController().incrementWindowSize(connection.connectionStream(), CONNECTION_WINDOW_BYTES);
            channel.flush();
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One connection. */
    public final class Connection {
        private final Channel channel;

        private Connection(Channel channel) {
            this.channel = channel;
        }

        public void send(String method, String path, String contentType, byte[] body, Listener listener) {
            new Http2StreamChannelBootstrap(channel)
                    .handler(new Answer(listener))
                    .open()
                    .addListener(opened -> {
                        if (!opened.isSuccess()) {
                            listener.ended();
                            return;
                        }
                        Channel stream = (Channel) opened.getNow();
                        Http2Headers headers = new DefaultHttp2Headers()
                                .method(method)
                                .scheme("https")
                                .authority(target.host() + ":" + target.port())
                                .path(path)
                                .add("authorization", "Bearer " + target.token());
                        if (body.length > 0) {
                            headers.add("content-type", contentType);
                            stream.write(new DefaultHttp2HeadersFrame(headers));
                            stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
                        } else {
                            stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
                        }
                    });
        }
    }

    private static final class Answer extends SimpleChannelInboundHandler<Http2StreamFrame> {
        private final Listener listener;
        private boolean ended;

        private Answer(Listener listener) {
            this.listener = listener;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            switch (frame) {
                case Http2HeadersFrame headers -> {
                    if (headers.headers().status() != null) {
                        listener.begun(Integer.parseInt(headers.headers().status().toString()));
                    }
                    endWhen(headers.isEndStream());
                }
                case Http2DataFrame data -> {
                    listener.bytes(data.content());
                    endWhen(data.isEndStream());
                }
                case Http2ResetFrame reset -> endWhen(true);
                default -> {}
            }
        }

        private void endWhen(boolean last) {
            if (last && !ended) {
                ended = true;
                listener.ended();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            endWhen(true);
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
