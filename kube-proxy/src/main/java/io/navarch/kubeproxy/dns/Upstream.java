package io.navarch.kubeproxy.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resolvers of the node, asked in turn; queries and answers go through as they are. */
final class Upstream {

    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);
    private static final int PATIENCE_MILLIS = 2000;
    private static final int BUFFER = 65_535;
    private static final int PORT = 53;

    private final Path resolvConf;
    private final String self;

    Upstream(Path resolvConf, String self) {
        this.resolvConf = resolvConf;
        this.self = self;
    }

    /** Read anew each time: networks change under a running node. Itself is left out, for that would go round and round. */
    private List<InetSocketAddress> resolvers() {
        List<InetSocketAddress> found = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(resolvConf)) {
                String[] words = line.trim().split("\\s+");
                if (words.length > 1 && words[0].equals("nameserver") && !words[1].equals(self)) {
                    found.add(new InetSocketAddress(InetAddress.getByName(words[1]), PORT));
                }
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", resolvConf, e.getMessage());
        }
        return found;
    }

    Optional<byte[]> udp(byte[] query) {
        for (InetSocketAddress resolver : resolvers()) {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(resolver);
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.send(new DatagramPacket(query, query.length));
                DatagramPacket answer = new DatagramPacket(new byte[BUFFER], BUFFER);
                do {
                    socket.receive(answer);
                } while (answer.getLength() < 2 || answer.getData()[0] != query[0] || answer.getData()[1] != query[1]);
                return Optional.of(Arrays.copyOf(answer.getData(), answer.getLength()));
            } catch (IOException silent) {
                LOG.debug("{}: {}", resolver, silent.getMessage());
            }
        }
        return Optional.empty();
    }

    Optional<byte[]> tcp(byte[] query) {
        for (InetSocketAddress resolver : resolvers()) {
            try (Socket socket = new Socket()) {
                socket.connect(resolver, PATIENCE_MILLIS);
                socket.setSoTimeout(PATIENCE_MILLIS);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                byte[] framed = new byte[query.length + 2];
                framed[0] = (byte) (query.length >> 8);
                framed[1] = (byte) query.length;
                System.arraycopy(query, 0, framed, 2, query.length);
                out.write(framed);
                out.flush();
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] answer = new byte[in.readUnsignedShort()];
                in.readFully(answer);
                return Optional.of(answer);
            } catch (IOException silent) {
                LOG.debug("{}: {}", resolver, silent.getMessage());
            }
        }
        return Optional.empty();
    }
}
