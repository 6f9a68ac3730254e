package io.navarch.kubeproxy.dns;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A resource record; data as RFC 1035 lays it out, names in it not compressed. */
record Resource(String name, int type, int seconds, byte[] data) {

    static final int A = 1;
    static final int CNAME = 5;
    static final int SOA = 6;
    static final int PTR = 12;
    static final int TXT = 16;
    static final int AAAA = 28;
    static final int SRV = 33;
    static final int ANY = 255;

    /** An A or AAAA record. */
    static Resource address(String name, int seconds, String ip) {
        try {
            byte[] data = InetAddress.getByName(ip).getAddress();
            return new Resource(name, data.length == 4 ? A : AAAA, seconds, data);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(ip, e);
        }
    }

    static Resource named(String name, int type, int seconds, String target) {
        return new Resource(name, type, seconds, encode(target));
    }

    static Resource service(String name, int seconds, int weight, int port, String target) {
        byte[] encoded = encode(target);
        ByteBuffer data = ByteBuffer.allocate(6 + encoded.length);
        data.putShort((short) 0).putShort((short) weight).putShort((short) port).put(encoded);
        return new Resource(name, SRV, seconds, data.array());
    }

    static Resource text(String name, int seconds, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return new Resource(name, TXT, seconds, ByteBuffer.allocate(bytes.length + 1).put((byte) bytes.length).put(bytes).array());
    }

    static Resource authority(String domain, int seconds) {
        byte[] server = encode("ns.dns." + domain);
        byte[] mailbox = encode("hostmaster." + domain);
        ByteBuffer data = ByteBuffer.allocate(server.length + mailbox.length + 20);
        data.put(server).put(mailbox).putInt(1).putInt(7200).putInt(1800).putInt(86400).putInt(seconds);
        return new Resource(domain, SOA, seconds, data.array());
    }

    static byte[] encode(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(name.length() + 2);
        if (!name.isEmpty()) {
            for (String label : name.split("\\.")) {
                byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
                out.write(Math.min(bytes.length, 63));
                out.write(bytes, 0, Math.min(bytes.length, 63));
            }
        }
        out.write(0);
        return out.toByteArray();
    }
}
