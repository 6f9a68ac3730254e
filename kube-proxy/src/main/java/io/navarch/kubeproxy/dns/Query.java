package io.navarch.kubeproxy.dns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A question as it came (RFC 1035, section 4).
 *
 * @param name in lower case, without the final dot
 * @param question the question section as sent, whose spelling the answer repeats
 * @param udpSize the largest answer the client takes over UDP
 * @param edns whether it said so by an OPT record (RFC 6891)
 */
record Query(int id, boolean recursionDesired, String name, int type, byte[] question, int udpSize, boolean edns) {

    static final int HEADER = 12;
    static final int PLAIN_UDP_SIZE = 512;
    /** Beyond this datagrams get fragmented on their way. */
    static final int LARGEST_UDP_SIZE = 1232;

    private static final int OPT = 41;

    /** Null: not a query with one question. */
    static @Nullable Query parse(byte[] message) {
        try {
            ByteBuffer in = ByteBuffer.wrap(message);
            int id = in.getShort() & 0xffff;
            int flags = in.getShort() & 0xffff;
            int questions = in.getShort();
            int answers = in.getShort() & 0xffff;
            int authorities = in.getShort() & 0xffff;
            int extras = in.getShort() & 0xffff;
            boolean isQuery = (flags & 0x8000) == 0 && (flags & 0x7800) == 0;
            if (!isQuery || questions != 1) {
                return null;
            }
            StringBuilder name = new StringBuilder();
            for (int length = in.get() & 0xff; length != 0; length = in.get() & 0xff) {
                if (length > 63) {
                    return null;
                }
                byte[] label = new byte[length];
                in.get(label);
                name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.ISO_8859_1));
            }
            int type = in.getShort() & 0xffff;
            in.getShort();
            byte[] question = new byte[in.position() - HEADER];
            System.arraycopy(message, HEADER, question, 0, question.length);
            int size = answers == 0 && authorities == 0 && extras > 0 ? optSize(in, extras) : 0;
            return new Query(
                    id,
                    (flags & 0x0100) != 0,
                    name.toString().toLowerCase(Locale.ROOT),
                    type,
                    question,
                    Math.clamp(size, PLAIN_UDP_SIZE, LARGEST_UDP_SIZE),
                    size > 0);
        } catch (java.nio.BufferUnderflowException cutOff) {
            return null;
        }
    }

    private static int optSize(ByteBuffer in, int records) {
        for (int i = 0; i < records; i++) {
            if (in.get() != 0) {
                return 0;
            }
            int type = in.getShort() & 0xffff;
            int size = in.getShort() & 0xffff;
            if (type == OPT) {
                return Math.max(size, 1);
            }
            in.getInt();
            in.position(in.position() + (in.getShort() & 0xffff));
        }
        return 0;
    }
}
