package io.navarch.apiserver.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;

/** A client's connection as plain bytes both ways: TCP after a SPDY upgrade, or binary WebSocket messages that tunnel SPDY. */
interface ByteLink {

    ChannelFuture send(ByteBuf bytes);

    void close();

    void reading(CommandRelay.Reading reading);
}
