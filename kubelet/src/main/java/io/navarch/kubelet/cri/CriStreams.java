package io.navarch.kubelet.cri;

import io.navarch.kubelet.Timers;
import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.PodState.Sandbox;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.stream.ContainerStreams;
import io.navarch.machinery.object.Json;
import io.navarch.proto.cri.v1.AttachRequest;
import io.navarch.proto.cri.v1.ExecRequest;
import io.navarch.proto.cri.v1.PodSandboxStatusRequest;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Streams of real containers: commands over the runtime's streaming server, ports from inside the pod's network namespace. */
public final class CriStreams implements ContainerStreams {

    private final CriClient cri;
    private final Timers timers;

    public CriStreams(CriClient cri, Timers timers) {
        this.cri = cri;
        this.timers = timers;
    }

    @Override
    public Input exec(ContainerState container, List<String> command, Wanted wanted, Output output) {
        String url = cri.runtime(s -> s.exec(ExecRequest.newBuilder()
                .setContainerId(container.id())
                .addAllCmd(command)
                .setTty(wanted.tty())
                .setStdin(wanted.stdin())
                .setStdout(wanted.stdout())
                .setStderr(wanted.stderr() && !wanted.tty())
                .build())).getUrl();
        return connect(url, wanted, output);
    }

    @Override
    public Input attach(ContainerState container, Wanted wanted, Output output) {
        String url = cri.runtime(s -> s.attach(AttachRequest.newBuilder()
                .setContainerId(container.id())
                .setTty(wanted.tty())
                .setStdin(wanted.stdin())
                .setStdout(wanted.stdout())
                .setStderr(wanted.stderr() && !wanted.tty())
                .build())).getUrl();
        return connect(url, wanted, output);
    }

    private Input connect(String url, Wanted wanted, Output output) {
        URI server = URI.create(url);
        SpdyCommand command = new SpdyCommand(wanted, output, timers::run);
        ChannelFuture connecting = new Bootstrap()
                .group(cri.loop())
                .channel(NioSocketChannel.class)
                .handler(new SpdyUpgrade(server, command))
                .connect(server.getHost(), server.getPort());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                command.failed(new IOException("the container runtime's streaming server cannot be reached: " + done.cause().getMessage()));
            }
        });
        return command;
    }

    /** On the IPv4 loopback, else the IPv6 one: servers that listen on all addresses, or only there, are reached alike. */
    @Override
    public ByteChannel dial(Pod pod, Sandbox sandbox, int port) throws IOException {
        InetSocketAddress four = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
        InetSocketAddress six = new InetSocketAddress(InetAddress.getByName("::1"), port);
        if (pod.spec().hostNetwork()) {
            return SocketChannel.open(four);
        }
        String namespace = namespaceOf(sandbox);
        try {
            return NetworkNamespace.connect(namespace, four);
        } catch (IOException refused) {
            try {
                return NetworkNamespace.connect(namespace, six);
            } catch (IOException refusedToo) {
                throw new IOException("failed to connect to localhost:" + port + " inside namespace: " + refused.getMessage(), refused);
            }
        }
    }

    private String namespaceOf(Sandbox sandbox) throws IOException {
        String info = cri.runtime(s -> s.podSandboxStatus(
                        PodSandboxStatusRequest.newBuilder().setPodSandboxId(sandbox.id()).setVerbose(true).build()))
                .getInfoOrDefault("info", "{}");
        JsonNode details = Json.tree(info);
        for (JsonNode namespace : details.at("/runtimeSpec/linux/namespaces")) {
            if (namespace.path("type").asString().equals("network") && namespace.hasNonNull("path")) {
                return namespace.get("path").asString();
            }
        }
        int pid = details.path("pid").asInt(0);
        if (pid == 0) {
            throw new IOException("the container runtime does not say where the pod's network is");
        }
        return "/proc/" + pid + "/ns/net";
    }
}
