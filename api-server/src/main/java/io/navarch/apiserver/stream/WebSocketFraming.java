package io.navarch.apiserver.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.base64.Base64;
import io.netty.handler.codec.base64.Base64Dialect;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** How a channel's bytes become a WebSocket message: a channel byte and the bytes, or a digit and the bytes in base64 for browsers. */
enum WebSocketFraming {
    BINARY {
        @Override
        WebSocketFrame frame(int channel, ByteBuf data, ByteBufAllocator memory) {
            ByteBuf head = memory.buffer(1).writeByte(channel);
            return new BinaryWebSocketFrame(memory.compositeBuffer(2).addComponents(true, head, data));
        }

        @Override
        int channel(ByteBuf message) {
            return message.readUnsignedByte();
        }

        @Override
        ByteBuf content(ByteBuf message) {
            return message;
        }
    },
    BASE64 {
        @Override
        WebSocketFrame frame(int channel, ByteBuf data, ByteBufAllocator memory) {
            ByteBuf encoded = Base64.encode(data, false, Base64Dialect.STANDARD);
            data.release();
            ByteBuf head = memory.buffer(1).writeByte('0' + channel);
            return new TextWebSocketFrame(memory.compositeBuffer(2).addComponents(true, head, encoded));
        }

        @Override
        int channel(ByteBuf message) {
            return message.readUnsignedByte() - '0';
        }

        @Override
        ByteBuf content(ByteBuf message) {
            byte[] text = new byte[message.readableBytes()];
            message.readBytes(text);
            return Unpooled.wrappedBuffer(java.util.Base64.getDecoder().decode(text));
        }
    };

    abstract WebSocketFrame frame(int channel, ByteBuf data, ByteBufAllocator memory);

    /** Takes the channel off the front of a message. */
    abstract int channel(ByteBuf message);

    abstract ByteBuf content(ByteBuf message);

    static WebSocketFraming of(String subprotocol) {
        return subprotocol.contains("base64") ? BASE64 : BINARY;
    }
}
