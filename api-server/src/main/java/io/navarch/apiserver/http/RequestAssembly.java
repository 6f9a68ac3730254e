package io.navarch.apiserver.http;

import io.navarch.apiserver.status.Refusal;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Puts a request together with its body, and answers 413 to one that is too large. */
final class RequestAssembly extends HttpObjectAggregator {

    static final int BODY_LIMIT_BYTES = 3 << 20;

    RequestAssembly() {
        super(BODY_LIMIT_BYTES);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        byte[] body = Reply.refusal(Refusal.entityTooLarge(BODY_LIMIT_BYTES)).body().getFirst();
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, Reply.JSON).set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        // What the client still sends of it is read and dropped: one that is cut off would not see the answer.
        context.writeAndFlush(response);
    }
}
