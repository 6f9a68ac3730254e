package io.navarch.kubelet.cri;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks an HTTP/1.1 server to speak SPDY/3.1; when it does, this handler makes room for the frames and for who handles them. */
final class SpdyUpgrade extends ByteToMessageDecoder {

    private static final int ANSWER_LIMIT = 16 << 10;

    private final URI url;
    private final SpdyCommand then;

    SpdyUpgrade(URI url, SpdyCommand then) {
        this.url = url;
        this.then = then;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        String request = "POST " + url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()) + " HTTP/1.1\r\n"
                + "Host: " + url.getAuthority() + "\r\n"
                + "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n"
                + "Content-Length: 0\r\n\r\n";
        context.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        String text = in.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            if (text.length() > ANSWER_LIMIT) {
                context.close();
            }
            return;
        }
        in.skipBytes(end + 4);
        if (!text.startsWith("HTTP/1.1 101")) {
            then.failed(new IOException("the container runtime answered " + text.lines().findFirst().orElse("nothing")
                    + ": " + text.substring(end + 4).strip()));
            context.close();
            return;
        }
        context.pipeline().addLast(new SpdyFrameCodec(SpdyVersion.SPDY_3_1), then);
        // Removing this handler hands on what was read beyond the answer.
        context.pipeline().remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        then.failed(new IOException("the container runtime closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable trouble) {
        then.failed(new IOException(trouble));
        context.close();
    }
}
