package io.navarch.kubeproxy.dns;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on one address over UDP and TCP. Names of the cluster are answered on the receiving thread; what has to be asked upstream
 * waits on a virtual thread of its own, at most {@value #UPSTREAM_AT_ONCE} at once, and more fail at once.
 */
public final class DnsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
    static final int UPSTREAM_AT_ONCE = 512;
    private static final int TCP_AT_ONCE = 256;
    private static final int TCP_IDLE_MILLIS = 10_000;
    private static final int LARGEST_MESSAGE = 65_535;
    /** An ExternalName may lead to another; not without end. */
    private static final int LONGEST_CHAIN = 8;

    private final InetSocketAddress address;
    private final ClusterNames names;
    private final Upstream upstream;
    private final Semaphore asking = new Semaphore(UPSTREAM_AT_ONCE);
    private final Semaphore connections = new Semaphore(TCP_AT_ONCE);
    private volatile @Nullable DatagramSocket udp;
    private volatile @Nullable ServerSocket tcp;
    private volatile boolean closed;

    public DnsServer(InetSocketAddress address, ClusterNames names) {
        this(address, names, Path.of("/etc/resolv.conf"));
    }

    DnsServer(InetSocketAddress address, ClusterNames names, Path resolvConf) {
        this.address = address;
        this.names = names;
        this.upstream = new Upstream(resolvConf, address.getAddress().getHostAddress());
    }

    /** Throws IllegalStateException when the address cannot be had. */
    public void start() {
        try {
            udp = new DatagramSocket(address);
            tcp = new ServerSocket();
            tcp.setReuseAddress(true);
            tcp.bind(new InetSocketAddress(address.getAddress(), udp.getLocalPort()), TCP_AT_ONCE);
        } catch (IOException taken) {
            close();
            throw new IllegalStateException("no DNS on " + address + ": " + taken.getMessage(), taken);
        }
        Thread.ofPlatform().daemon().name("dns udp").start(this::serveUdp);
        Thread.ofPlatform().daemon().name("dns tcp").start(this::serveTcp);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(address.getAddress(), udp.getLocalPort());
    }

    @Override
    public void close() {
        closed = true;
        if (udp != null) {
            udp.close();
        }
        if (tcp != null) {
            try {
                tcp.close();
            } catch (IOException e) {
                LOG.debug("closing: {}", e.getMessage());
            }
        }
    }

    private void serveUdp() {
        byte[] buffer = new byte[LARGEST_MESSAGE];
        while (!closed) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] message = Arrays.copyOf(packet.getData(), packet.getLength());
                SocketAddress client = packet.getSocketAddress();
                Query query = Query.parse(message);
                if (query == null) {
                    continue;
                }
                Optional<Answer> known = names.answer(query);
                if (known.isPresent() && !(query.type() != Resource.CNAME && leadsElsewhere(known.get()))) {
                    send(known.get().encode(query, query.udpSize()), client);
                } else {
                    ask(query, message, client);
                }
            } catch (IOException | RuntimeException trouble) {
                if (!closed) {
                    LOG.debug("dns: {}", trouble.toString());
                }
            }
        }
    }

    private void ask(Query query, byte[] message, SocketAddress client) throws IOException {
        if (!asking.tryAcquire()) {
            send(Answer.failure().encode(query, query.udpSize()), client);
            return;
        }
        Thread.ofVirtual().name("dns upstream").start(() -> {
            try {
                Optional<Answer> known = names.answer(query);
                byte[] answer = known.isPresent()
                        ? followed(query, known.get()).encode(query, query.udpSize())
                        : upstream.udp(message).orElseGet(() -> Answer.failure().encode(query, query.udpSize()));
                send(answer, client);
            } catch (IOException | RuntimeException trouble) {
                LOG.debug("dns: {}", trouble.toString());
            } finally {
                asking.release();
            }
        });
    }

    private void send(byte[] answer, SocketAddress client) throws IOException {
        udp.send(new DatagramPacket(answer, answer.length, client));
    }

    private void serveTcp() {
        while (!closed) {
            try {
                Socket socket = tcp.accept();
                if (!connections.tryAcquire()) {
                    socket.close();
                    continue;
                }
                Thread.ofVirtual().name("dns tcp").start(() -> {
                    try (socket) {
                        converse(socket);
                    } catch (IOException ended) {
                        LOG.trace("dns: {}", ended.getMessage());
                    } finally {
                        connections.release();
                    }
                });
            } catch (IOException trouble) {
                if (!closed) {
                    LOG.debug("dns: {}", trouble.getMessage());
                }
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        socket.setSoTimeout(TCP_IDLE_MILLIS);
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        OutputStream out = socket.getOutputStream();
        try {
            while (true) {
                byte[] message = new byte[in.readUnsignedShort()];
                in.readFully(message);
                Query query = Query.parse(message);
                if (query == null) {
                    return;
                }
                byte[] answer = names.answer(query)
                        .map(known -> followed(query, known).encode(query, LARGEST_MESSAGE))
                        .or(() -> upstream.tcp(message))
                        .orElseGet(() -> Answer.failure().encode(query, LARGEST_MESSAGE));
                byte[] framed = new byte[answer.length + 2];
                framed[0] = (byte) (answer.length >> 8);
                framed[1] = (byte) answer.length;
                System.arraycopy(answer, 0, framed, 2, answer.length);
                out.write(framed);
            }
        } catch (EOFException | SocketTimeoutException done) {
            LOG.trace("dns: connection over");
        }
    }

    private static boolean leadsElsewhere(Answer answer) {
        return answer.answers().size() == 1 && answer.answers().getFirst().type() == Resource.CNAME;
    }

    /** With the addresses of the name that an ExternalName stands for: stub resolvers do not ask on by themselves. */
    private Answer followed(Query query, Answer answer) {
        if (!leadsElsewhere(answer) || query.type() == Resource.CNAME) {
            return answer;
        }
        List<Resource> chain = new ArrayList<>(answer.answers());
        String target = Messages.name(chain.getFirst().data());
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            byte[] message = Messages.query(query.id(), target, query.type());
            Query next = java.util.Objects.requireNonNull(Query.parse(message));
            Optional<Answer> known = names.answer(next);
            if (known.isEmpty()) {
                upstream.udp(message).ifPresent(m -> chain.addAll(Messages.answers(m)));
                return Answer.of(chain);
            }
            chain.addAll(known.get().answers());
            if (!leadsElsewhere(known.get())) {
                break;
            }
            target = Messages.name(known.get().answers().getFirst().data());
        }
        return Answer.of(chain);
    }
}
