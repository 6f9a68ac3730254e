package io.navarch.apiserver.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Sets up a connection once TLS has settled which HTTP it speaks. */
final class ConnectionSetup extends ChannelInitializer<Channel> {

    /** Requests one HTTP/2 connection may have open at a time; watches count. */
    private static final int STREAMS_PER_CONNECTION = 1000;
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int HEADER_BYTES = 1 << 20;
    private static final int LINE_BYTES = 1 << 20;
    private static final int CHUNK_BYTES = 64 << 10;

    private final SslContext tls;
    private final Consumer<Exchange> handler;
    private final RandomGenerator random;

    ConnectionSetup(SslContext tls, Consumer<Exchange> handler, RandomGenerator random) {
        this.tls = tls;
        this.handler = handler;
        this.random = random;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(tls.newHandler(channel.alloc()), new Negotiation());
    }

    private final class Negotiation extends ApplicationProtocolNegotiationHandler {

        Negotiation() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            Exchange.Peer peer = peer(context);
            ChannelPipeline pipeline = context.pipeline();
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                pipeline.addLast(
                        Http2FrameCodecBuilder.forServer()
                                .initialSettings(Http2Settings.defaultSettings()
                                        .maxConcurrentStreams(STREAMS_PER_CONNECTION)
                                        .maxHeaderListSize(HEADER_BYTES)
                                        .initialWindowSize(WINDOW_BYTES))
                                .build(),
                        new Http2MultiplexHandler(new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel stream) {
                                stream.pipeline()
                                        .addLast(
                                                new Http2StreamFrameToHttpObjectCodec(true),
                                                new RequestAssembly(),
                                                new RequestHandler(peer, handler, random));
                            }
                        }));
            } else {
                pipeline.addLast(
                        new HttpServerCodec(LINE_BYTES, HEADER_BYTES, CHUNK_BYTES),
                        new HttpServerKeepAliveHandler(),
                        new RequestAssembly(),
                        new RequestHandler(peer, handler, random));
            }
        }

        /** A broken handshake is the client's affair: a port scan, a health check over TCP. */
        @Override
        protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private static Exchange.Peer peer(ChannelHandlerContext context) {
        InetSocketAddress address = (InetSocketAddress) context.channel().remoteAddress();
        List<X509Certificate> chain = new ArrayList<>();
        try {
            SslHandler ssl = context.pipeline().get(SslHandler.class);
            for (Certificate one : ssl.engine().getSession().getPeerCertificates()) {
                chain.add((X509Certificate) one);
            }
        } catch (SSLPeerUnverifiedException none) {
            chain.clear();
        }
        return new Exchange.Peer(List.copyOf(chain), address);
    }
}
