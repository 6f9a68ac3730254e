package io.navarch.apiserver.http;

import io.navarch.apiserver.cache.Entry;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A list of a built-in kind as its objects lie in the cache, written bit by bit: a list of 15 MB costs the few buffers that the client
 * is about to take, not another 15 MB.
 */
final class ListBody {

    private final byte[] head;
    private final List<Entry> entries;
    private final long length;
    private int next;
    private boolean begun;

    /** The head ends with the bracket that opens the items. */
    ListBody(byte[] head, List<Entry> entries) {
        this.head = head;
        this.entries = entries;
        long sum = head.length + 2L;
        for (Entry entry : entries) {
            sum += entry.json().length - entry.itemOffset() + 2L;
        }
        this.length = entries.isEmpty() ? sum : sum - 1;
    }

    long length() {
        return length;
    }

    /** Writes some of what is left, a little more than the limit at most by one object; false when that was the last. */
    boolean fill(ByteBuf out, int limitBytes) {
        if (!begun) {
            begun = true;
            out.writeBytes(head);
        }
        while (next < entries.size() && out.readableBytes() < limitBytes) {
            if (next > 0) {
                out.writeByte(',');
            }
            Entry entry = entries.get(next++);
            out.writeByte('{');
            out.writeBytes(entry.json(), entry.itemOffset(), entry.json().length - entry.itemOffset());
        }
        if (next < entries.size()) {
            return true;
        }
        out.writeByte(']').writeByte('}');
        return false;
    }
}
