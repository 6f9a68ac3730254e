package io.navarch.apiserver.stream;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Leaves HTTP/1.1 for WebSocket (RFC 6455) or SPDY/3.1, settling which of Kubernetes' protocols is spoken in it. */
final class Upgrade {

    /** The largest WebSocket message taken from a client, in bytes; kubectl sends 32 KiB. */
    static final int MESSAGE_LIMIT = 16 << 20;

    static final List<String> COMMAND_PROTOCOLS = List.of(
            "v5.channel.k8s.io",
            "v4.channel.k8s.io",
            "v4.base64.channel.k8s.io",
            "channel.k8s.io",
            "base64.channel.k8s.io");
    static final List<String> PORT_FORWARD_PROTOCOLS = List.of(
            WebSocketTunnel.PROTOCOL,
            "v4.channel.k8s.io",
            "v4.base64.channel.k8s.io",
            "portforward.k8s.io",
            "channel.k8s.io",
            "base64.channel.k8s.io");

    private static final String SPDY = "SPDY/3.1";
    private static final String PROTOCOL_VERSION = "X-Stream-Protocol-Version";
    private static final String ACCEPTED_VERSIONS = "X-Accepted-Stream-Protocol-Versions";

    private Upgrade() {}

    static boolean isWebSocket(HttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    static boolean isSpdy(HttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && request.headers().contains(HttpHeaderNames.UPGRADE, SPDY, true);
    }

    /** Shakes hands and puts the handler that fits the chosen subprotocol ("" for none) last in the pipeline. */
    static void toWebSocket(
            ChannelHandlerContext context,
            FullHttpRequest request,
            List<String> protocols,
            Function<String, ChannelHandler> handlerFor) {
        Channel channel = context.channel();
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        request.uri(),
                        String.join(",", protocols),
                        WebSocketDecoderConfig.newBuilder()
                                .maxFramePayloadLength(MESSAGE_LIMIT)
                                .build())
                .newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(channel);
            return;
        }
        forgetHttpHandlers(channel.pipeline());
        handshaker.handshake(channel, request).addListener(done -> {
            if (!done.isSuccess()) {
                channel.close();
                return;
            }
            String chosen = Optional.ofNullable(handshaker.selectedSubprotocol()).orElse("");
            ChannelHandler handler = handlerFor.apply(chosen);
            channel.pipeline().addLast(new WebSocketFrameAggregator(MESSAGE_LIMIT), handler);
            if (handler instanceof WebSocketPeer peer) {
                peer.opened(channel.pipeline().context(handler));
            }
        });
    }

    /** Answers 101 and puts the link for the chosen protocol in HTTP's place; 403 when none of the offered ones is known. */
    static void toSpdy(
            ChannelHandlerContext context,
            FullHttpRequest request,
            List<String> protocols,
            BiFunction<Channel, String, TcpLink> linkFor) {
        Channel channel = context.channel();
        List<String> offered = request.headers().getAll(PROTOCOL_VERSION).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::trim)
                .toList();
        Optional<String> chosen = offered.isEmpty()
                ? Optional.of(protocols.getLast())
                : protocols.stream().filter(offered::contains).findFirst();
        if (chosen.isEmpty()) {
            channel.writeAndFlush(refusal(offered, protocols)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        FullHttpResponse switching =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        switching.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, SPDY);
        if (!offered.isEmpty()) {
            switching.headers().set(PROTOCOL_VERSION, chosen.get());
        }
        forgetHttpHandlers(channel.pipeline());
        channel.writeAndFlush(switching).addListener(done -> {
            if (!done.isSuccess()) {
                channel.close();
                return;
            }
            channel.pipeline().addLast(linkFor.apply(channel, chosen.get()));
            channel.pipeline().remove(HttpServerCodec.class);
        });
    }

    private static FullHttpResponse refusal(List<String> offered, List<String> protocols) {
        byte[] text = ("unable to upgrade: unable to negotiate protocol: client supports " + offered + ", server accepts " + protocols)
                .getBytes(StandardCharsets.UTF_8);
        FullHttpResponse refusal = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN, Unpooled.wrappedBuffer(text));
        protocols.forEach(protocol -> refusal.headers().add(ACCEPTED_VERSIONS, protocol));
        refusal.headers().set(HttpHeaderNames.CONTENT_LENGTH, text.length);
        return refusal;
    }

    /** Takes everything behind the HTTP codec out of the pipeline. */
    private static void forgetHttpHandlers(ChannelPipeline pipeline) {
        while (!(pipeline.last() instanceof HttpServerCodec) && pipeline.last() != null) {
            pipeline.removeLast();
        }
    }
}
