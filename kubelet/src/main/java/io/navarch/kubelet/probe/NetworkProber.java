package io.navarch.kubelet.probe;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.navarch.kubelet.runtime.Runtime;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Probe;
import io.navarch.proto.grpc.health.v1.HealthCheckRequest;
import io.navarch.proto.grpc.health.v1.HealthCheckResponse;
import io.navarch.proto.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Probes over the network the kubelet is in, which is the node's, and by commands in the container. */
public final class NetworkProber implements Prober {

    private final Runtime runtime;
    private final HttpProbe http = new HttpProbe();

    public NetworkProber(Runtime runtime) {
        this.runtime = runtime;
    }

    @Override
    public ProbeResult probe(Probe probe, Target target) {
        Container container = target.container();
        if (probe.exec() != null) {
            return exec(probe, target);
        }
        if (probe.httpGet() != null) {
            return http.get(probe.httpGet(), container, target.ip(), probe.timeout());
        }
        if (probe.tcpSocket() != null) {
            String host = orPodIp(probe.tcpSocket().host(), target.ip());
            return tcp(host, container.portNumber(probe.tcpSocket().port()), probe.timeout());
        }
        if (probe.grpc() != null) {
            return grpc(probe.grpc(), target.ip(), probe.timeout());
        }
        return ProbeResult.failure("the probe does nothing");
    }

    private static String orPodIp(@org.jspecify.annotations.Nullable String host, String ip) {
        return host == null || host.isEmpty() ? ip : host;
    }

    private ProbeResult exec(Probe probe, Target target) {
        try {
            Runtime.ExecResult result =
                    runtime.exec(target.containerId(), probe.exec() == null ? java.util.List.of() : probe.exec().command(), probe.timeout());
            return result.exitCode() == 0 ? ProbeResult.SUCCESS : ProbeResult.failure(result.output());
        } catch (RuntimeTrouble trouble) {
            return ProbeResult.failure(String.valueOf(trouble.getMessage()));
        }
    }

    static ProbeResult tcp(String host, int port, Duration limit) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(limit.toMillis()));
            return ProbeResult.SUCCESS;
        } catch (IOException e) {
            return ProbeResult.failure("dial tcp " + host + ":" + port + ": " + e.getMessage());
        }
    }

    private static ProbeResult grpc(Probe.Grpc probe, String ip, Duration limit) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(ip, probe.port()).usePlaintext().directExecutor().build();
        try {
            HealthCheckResponse answer = HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .check(HealthCheckRequest.newBuilder()
                            .setService(probe.service() == null ? "" : probe.service())
                            .build());
            return answer.getStatus() == HealthCheckResponse.ServingStatus.SERVING
                    ? ProbeResult.SUCCESS
                    : ProbeResult.failure("service unhealthy (responded with \"" + answer.getStatus() + "\")");
        } catch (StatusRuntimeException e) {
            return ProbeResult.failure("failed to connect service \"" + ip + ":" + probe.port() + "\": " + e.getStatus());
        } finally {
            channel.shutdownNow();
        }
    }
}
