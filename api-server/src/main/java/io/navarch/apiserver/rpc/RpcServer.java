package io.navarch.apiserver.rpc;

import io.grpc.Server;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.navarch.apiserver.authn.Authentication;
import io.navarch.apiserver.authz.Authorization;
import io.navarch.apiserver.verb.Actions;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.client.ApiChannels;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The gRPC server: over mutual TLS, or within this JVM. */
public final class RpcServer implements AutoCloseable {

    /** Clients may ask whether we are there this often; ours do every 10 s. */
    private static final int PINGS_EVERY_SECONDS = 5;

    private final Server server;
    private final ExecutorService threads;

    private RpcServer(Server server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Callers are who their certificates say. Port 0 takes a free one. */
    public static RpcServer secure(
            InetSocketAddress address,
            SslContext tls,
            Authentication authentication,
            Authorization authorization,
            Verbs verbs,
            Actions actions) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        return started(
                NettyServerBuilder.forAddress(address)
                        .sslContext(tls)
                        .executor(threads)
                        .maxInboundMessageSize(ApiChannels.LARGEST_MESSAGE_BYTES)
                        .permitKeepAliveTime(PINGS_EVERY_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .intercept(Callers.byCertificate(authentication))
                        .addService(new ObjectsService(verbs, actions, authorization))
                        .build(),
                threads);
    }

    /** Callers, all in this JVM, are who they say. */
    public static RpcServer inProcess(String name, Authorization authorization, Verbs verbs, Actions actions) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        return started(
                InProcessServerBuilder.forName(name)
                        .executor(threads)
                        .maxInboundMessageSize(ApiChannels.LARGEST_MESSAGE_BYTES)
                        .intercept(Callers.byWord())
                        .addService(new ObjectsService(verbs, actions, authorization))
                        .build(),
                threads);
    }

    private static RpcServer started(Server server, ExecutorService threads) {
        try {
            server.start();
        } catch (IOException e) {
            threads.shutdownNow();
            throw new UncheckedIOException("the gRPC port cannot be opened", e);
        }
        return new RpcServer(server, threads);
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        threads.shutdownNow();
    }
}
