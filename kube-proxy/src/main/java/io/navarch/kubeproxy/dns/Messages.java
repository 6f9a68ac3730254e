package io.navarch.kubeproxy.dns;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reading others' answers and asking questions of one's own. */
final class Messages {

    private static final int MOST_JUMPS = 32;
    /** The types whose data holds no compressed names, and CNAME, which is expanded. */
    private static final Set<Integer> KEPT = Set.of(Resource.A, Resource.AAAA, Resource.TXT, Resource.CNAME);

    private Messages() {}

    static byte[] query(int id, String name, int type) {
        byte[] encoded = Resource.encode(name);
        return ByteBuffer.allocate(Query.HEADER + encoded.length + 4)
                .putShort((short) id)
                .putShort((short) 0x0100)
                .putShort((short) 1)
                .putShort((short) 0)
                .putInt(0)
                .put(encoded)
                .putShort((short) type)
                .putShort((short) 1)
                .array();
    }

    static String name(byte[] encoded) {
        return name(ByteBuffer.wrap(encoded));
    }

    /** The answer section; nothing when the message is broken. */
    static List<Resource> answers(byte[] message) {
        List<Resource> answers = new ArrayList<>();
        try {
            ByteBuffer in = ByteBuffer.wrap(message);
            int count = in.getShort(6) & 0xffff;
            in.position(Query.HEADER);
            name(in);
            in.getInt();
            for (int i = 0; i < count; i++) {
                String name = name(in);
                int type = in.getShort() & 0xffff;
                in.getShort();
                int seconds = in.getInt();
                int length = in.getShort() & 0xffff;
                int end = in.position() + length;
                byte[] data = new byte[length];
                if (type == Resource.CNAME) {
                    data = Resource.encode(name(in));
                } else {
                    in.get(data);
                }
                in.position(end);
                if (KEPT.contains(type)) {
                    answers.add(new Resource(name, type, seconds, data));
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            return List.of();
        }
        return answers;
    }

    private static String name(ByteBuffer in) {
        StringBuilder name = new StringBuilder();
        int back = -1;
        int jumps = 0;
        while (true) {
            int length = in.get() & 0xff;
            if (length == 0) {
                break;
            }
            if ((length & 0xC0) == 0xC0) {
                int to = (length & 0x3F) << 8 | (in.get() & 0xff);
                back = back < 0 ? in.position() : back;
                if (++jumps > MOST_JUMPS) {
                    throw new IllegalArgumentException("a name that goes in circles");
                }
                in.position(to);
                continue;
            }
            byte[] label = new byte[length];
            in.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.ISO_8859_1));
        }
        if (back >= 0) {
            in.position(back);
        }
        return name.toString();
    }
}
