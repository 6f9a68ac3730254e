package io.navarch.kubeproxy.dns;

import java.nio.ByteBuffer;
import java.util.List;

/** What to say to a query. */
record Answer(Code code, List<Resource> answers, List<Resource> authority, List<Resource> extra) {

    enum Code {
        OK(0),
        FORMAT_ERROR(1),
        SERVER_FAILURE(2),
        NO_SUCH_NAME(3);

        private final int number;

        Code(int number) {
            this.number = number;
        }
    }

    private static final int BUFFER = 65_535;
    private static final int OPT_LENGTH = 11;
    private static final short POINTER_TO_QUESTION = (short) 0xC00C;

    static Answer of(List<Resource> answers) {
        return new Answer(Code.OK, answers, List.of(), List.of());
    }

    static Answer failure() {
        return new Answer(Code.SERVER_FAILURE, List.of(), List.of(), List.of());
    }

    /** At most limit bytes long; what does not fit is left out and the answer says that it was cut. */
    byte[] encode(Query query, int limit) {
        ByteBuffer out = ByteBuffer.allocate(BUFFER);
        int room = Math.min(limit, BUFFER) - (query.edns() ? OPT_LENGTH : 0);
        out.position(Query.HEADER);
        out.put(query.question());
        int[] counts = new int[3];
        boolean cut = false;
        List<List<Resource>> sections = List.of(answers, authority, extra);
        for (int section = 0; section < sections.size() && !cut; section++) {
            for (Resource resource : sections.get(section)) {
                byte[] name = resource.name().equals(query.name()) ? null : Resource.encode(resource.name());
                int length = (name == null ? 2 : name.length) + 10 + resource.data().length;
                if (out.position() + length > room) {
                    cut = section < 2;
                    break;
                }
                if (name == null) {
                    out.putShort(POINTER_TO_QUESTION);
                } else {
                    out.put(name);
                }
                out.putShort((short) resource.type()).putShort((short) 1).putInt(resource.seconds());
                out.putShort((short) resource.data().length).put(resource.data());
                counts[section]++;
            }
        }
        if (query.edns()) {
            out.put((byte) 0).putShort((short) 41).putShort((short) Query.LARGEST_UDP_SIZE).putInt(0).putShort((short) 0);
            counts[2]++;
        }
        int flags = 0x8000 | 0x0400 | 0x0080 | (query.recursionDesired() ? 0x0100 : 0) | (cut ? 0x0200 : 0) | code.number;
        out.putShort(0, (short) query.id()).putShort(2, (short) flags).putShort(4, (short) 1);
        for (int section = 0; section < 3; section++) {
            out.putShort(6 + 2 * section, (short) counts[section]);
        }
        byte[] message = new byte[out.position()];
        out.get(0, message);
        return message;
    }
}
