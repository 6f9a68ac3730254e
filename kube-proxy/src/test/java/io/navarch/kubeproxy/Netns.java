package io.navarch.kubeproxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small network of namespaces: a node, two pods on it, and a client outside. Pods are 10.244.1.2 and .3 behind the node's bridge, the
 * client is 192.168.77.2, the node towards it 192.168.77.1.
 */
final class Netns implements AutoCloseable {

    private final String id = Long.toString(ProcessHandle.current().pid() * 100 + System.nanoTime() % 100, 36);
    final String node = "nvn" + id;
    final String client = "nvc" + id;
    final String pod1 = "nva" + id;
    final String pod2 = "nvb" + id;
    private final List<Process> started = new ArrayList<>();

    static boolean possible() {
        try {
            String probe = "nvprobe" + ProcessHandle.current().pid();
            boolean made = exit(List.of("ip", "netns", "add", probe)) == 0;
            boolean nft = made && exit(List.of("ip", "netns", "exec", probe, "nft", "list", "ruleset")) == 0;
            exit(List.of("ip", "netns", "del", probe));
            return nft;
        } catch (IOException | InterruptedException none) {
            return false;
        }
    }

    Netns() {
        for (String ns : List.of(node, client, pod1, pod2)) {
            run("ip", "netns", "add", ns);
            in(ns, "ip link set lo up");
        }
        in(node, "ip link add br0 type bridge && ip addr add 10.244.1.1/24 dev br0 && ip link set br0 up");
        in(node, "echo 1 > /proc/sys/net/ipv4/ip_forward");
        join(pod1, "10.244.1.2");
        join(pod2, "10.244.1.3");
        in(node, "ip link add out type veth peer name eth0 netns " + client);
        in(node, "ip addr add 192.168.77.1/24 dev out && ip link set out up");
        in(client, "ip addr add 192.168.77.2/24 dev eth0 && ip link set eth0 up");
        in(client, "ip route add default via 192.168.77.1");
        in(node, "ip route add default via 192.168.77.2");
    }

    private void join(String pod, String address) {
        String port = "v" + address.substring(address.lastIndexOf('.') + 1);
        in(node, "ip link add " + port + " type veth peer name eth0 netns " + pod);
        in(node, "ip link set " + port + " master br0 && ip link set " + port + " type bridge_slave hairpin on && ip link set " + port + " up");
        in(pod, "ip addr add " + address + "/24 dev eth0 && ip link set eth0 up && ip route add default via 10.244.1.1");
    }

    /** A TCP server that answers its name and the client's address. */
    void serve(String ns, String name, int port) {
        python(ns, """
                import socket
                s=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                s.bind(('0.0.0.0',%d)); s.listen(50); print('up',flush=True)
                while True:
                    c,a=s.accept(); c.sendall(('%s '+a[0]).encode()); c.close()
                """.formatted(port, name));
    }

    void serveUdp(String ns, String name, int port) {
        python(ns, """
                import socket
                s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('0.0.0.0',%d)); print('up',flush=True)
                while True:
                    d,a=s.recvfrom(100); s.sendto(('%s '+a[0]).encode(),a)
                """.formatted(port, name));
    }

    private void python(String ns, String program) {
        try {
            Process process = new ProcessBuilder("ip", "netns", "exec", ns, "python3", "-c", program)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            started.add(process);
            process.inputReader().readLine();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the server said, or "refused", "timeout". */
    String ask(String ns, String address, int port) {
        return out(ns, """
                import socket,sys
                try:
                    s=socket.create_connection(('%s',%d),2); print(s.recv(100).decode())
                except ConnectionRefusedError: print('refused')
                except (TimeoutError, OSError) as e: print('timeout')
                """.formatted(address, port));
    }

    String askUdp(String ns, String address, int port) {
        return out(ns, """
                import socket
                s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(2)
                try:
                    s.connect(('%s',%d)); s.send(b'x'); print(s.recv(100).decode())
                except ConnectionRefusedError: print('refused')
                except TimeoutError: print('timeout')
                """.formatted(address, port));
    }

    private String out(String ns, String program) {
        return capture(List.of("ip", "netns", "exec", ns, "python3", "-c", program)).trim();
    }

    void nft(String script) {
        try {
            Process process = new ProcessBuilder("ip", "netns", "exec", node, "nft", "-f", "-")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new io.navarch.kubeproxy.nft.CommandFailed(output + "\n" + script);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The table as the kernel has it, without counters of dynamic sets. */
    String table() {
        return capture(List.of("ip", "netns", "exec", node, "nft", "list", "table", "ip", "navarch-proxy"));
    }

    private void in(String ns, String script) {
        run("ip", "netns", "exec", ns, "sh", "-c", script);
    }

    private static void run(String... command) {
        try {
            if (exit(List.of(command)) != 0) {
                throw new IllegalStateException(String.join(" ", command));
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int exit(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    private static String capture(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        for (String ns : List.of(pod1, pod2, client, node)) {
            run("ip", "netns", "del", ns);
        }
    }
}
