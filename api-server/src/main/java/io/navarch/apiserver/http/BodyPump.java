package io.navarch.apiserver.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Sends a list as the client takes it. All of it runs on the connection's event loop. */
final class BodyPump {

    /** Four HTTP/2 frames of the usual size. */
    private static final int BITE_BYTES = 64 << 10;

    private final BodyStream stream;
    private final ListBody body;
    private final ByteBufAllocator buffers;
    private boolean pumping;
    private boolean ended;

    BodyPump(BodyStream stream, ListBody body, ByteBufAllocator buffers) {
        this.stream = stream;
        this.body = body;
        this.buffers = buffers;
    }

    void start() {
        stream.onWritable(this::pump);
        pump();
    }

    /** A flush may say at once that more can be written, and come back here. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (!ended && stream.open() && stream.writable()) {
            ByteBuf bite = buffers.directBuffer(BITE_BYTES + (BITE_BYTES >> 2));
            ended = !body.fill(bite, BITE_BYTES);
            stream.write(bite);
            if (ended) {
                stream.end();
            } else {
                stream.flush();
            }
        }
        pumping = false;
    }
}
