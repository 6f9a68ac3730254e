package io.navarch.apiserver.http;

import io.navarch.apiserver.status.GoText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request and its answer. Any thread may answer, once: with a whole {@link Reply} or by {@link #stream}. */
public final class Exchange {

    static final int GZIP_ABOVE_BYTES = 128 << 10;

    private final ChannelHandlerContext context;
    private final FullHttpRequest request;
    private final Peer peer;
    private final String path;
    private final Query query;
    private final byte[] body;
    private final String requestId;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final Runnable done;
    private RequestMetrics.Observation observation = code -> {};

    /** The other end of a connection: who it is by its certificate, and where. */
    record Peer(List<X509Certificate> certificates, InetSocketAddress address) {}

    /** Takes the request over; {@code done} is run when the answer is on its way. */
    Exchange(ChannelHandlerContext context, FullHttpRequest request, Peer peer, String requestId, Runnable done) {
        this.context = context;
        this.request = request;
        this.peer = peer;
        this.requestId = requestId;
        this.done = done;
        String uri = request.uri();
        int mark = uri.indexOf('?');
        this.path = PathText.decoded(mark < 0 ? uri : uri.substring(0, mark));
        this.query = mark < 0 ? Query.NONE : Query.parse(uri.substring(mark + 1));
        ByteBuf content = request.content();
        this.body = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), body);
    }

    public String method() {
        return request.method().name();
    }

    public String path() {
        return path;
    }

    /** The URL's path and query as they came. */
    String uri() {
        return request.uri();
    }

    public Query query() {
        return query;
    }

    public HttpHeaders headers() {
        return request.headers();
    }

    public String header(String name) {
        String value = request.headers().get(name);
        return value == null ? "" : value;
    }

    public byte[] body() {
        return body;
    }

    Peer peer() {
        return peer;
    }

    /** For handlers that leave HTTP. */
    ChannelHandlerContext context() {
        return context;
    }

    FullHttpRequest request() {
        return request;
    }

    boolean overHttp2() {
        return context.channel().parent() instanceof io.netty.channel.socket.SocketChannel;
    }

    /** Told the code once it is known. */
    void observe(RequestMetrics.Observation observer) {
        observation = observer;
    }

    /** Adds a Warning header to the answer. */
    public void warn(String text) {
        if (!warnings.contains(text)) {
            warnings.add(text);
        }
    }

    public void reply(Reply reply) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        observation.ended(reply.code());
        Reply sent = Compression.applies(this, reply) ? Compression.gzip(reply) : reply;
        boolean bodiless = method().equals("HEAD") || sent.code() == 204 || sent.code() == 304;
        ByteBuf content = bodiless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(sent.body().size(), buffers(sent.body()));
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(sent.code()), content);
        fill(response, sent.contentType());
        sent.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bodiless ? 0 : sent.length());
        if (bodiless && sent.code() != 200) {
            response.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        }
        context.writeAndFlush(response).addListener(f -> done.run());
    }

    /** Answers with a list, which goes out as the client takes it. */
    void reply(ListBody body) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        observation.ended(200);
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        fill(response, Reply.JSON);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length());
        context.write(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        BodyPump pump = new BodyPump(new BodyStream(context.channel(), done), body, context.alloc());
        context.executor().execute(pump::start);
    }

    boolean takesGzip() {
        return header("Accept-Encoding").contains("gzip");
    }

    /** Begins an answer of unknown length. */
    BodyStream stream(int code, String contentType) {
        answered.set(true);
        observation.ended(code);
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code));
        fill(response, contentType);
        response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        return new BodyStream(context.channel(), done);
    }

    /** The connection is used for something other than HTTP from now on. */
    void leaveHttp() {
        answered.set(true);
    }

    private void fill(HttpResponse response, String contentType) {
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache, private");
        headers.set("Audit-Id", requestId);
        warnings.forEach(text -> headers.add("Warning", "299 - " + GoText.quote(text)));
    }

    private static ByteBuf[] buffers(List<byte[]> pieces) {
        ByteBuf[] buffers = new ByteBuf[pieces.size()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = Unpooled.wrappedBuffer(pieces.get(i));
        }
        return buffers;
    }
}
