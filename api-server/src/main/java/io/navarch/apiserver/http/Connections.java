package io.navarch.apiserver.http;

import io.grpc.StatusRuntimeException;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.stream.NodeDialer.NodeAddress;
import io.navarch.apiserver.stream.Streams;
import io.navarch.apiserver.verb.Call;
import io.navarch.proto.v1.ExecStart;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Subresources that are a connection rather than an object: log, exec, attach, portforward, proxy. */
public final class Connections implements ResourceEndpoint.Connects {

    private final Objects objects;
    private final Streams streams;
    private final ProxyEndpoint proxy;

    public Connections(Objects objects, Streams streams, ProxyEndpoint proxy) {
        this.objects = objects;
        this.streams = streams;
        this.proxy = proxy;
    }

    @Override
    public boolean connect(Exchange exchange, RequestInfo info, Call call) {
        String resource = call.type().plural();
        if (call.subresource().equals("proxy")) {
            proxy.forward(exchange, info, call);
            return true;
        }
        if (!resource.equals("pods") || !call.type().group().isEmpty()) {
            return false;
        }
        switch (call.subresource()) {
            case "log" -> log(exchange, call);
            case "exec", "attach" -> command(exchange, call);
            case "portforward" -> portForward(exchange, call);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void log(Exchange exchange, Call call) {
        if (!exchange.method().equals("GET")) {
            throw Refusal.methodNotAllowed();
        }
        PodTarget.pod(objects, call.key());
        LogOptions options = LogOptions.of(exchange.query(), call.name());
        PodTarget target = PodTarget.of(objects, call.key(), options.container());
        if (target.node().isEmpty()) {
            exchange.reply(new Reply(204, Reply.TEXT, Map.of(), List.of()));
            return;
        }
        LogBody body = new LogBody(exchange);
        body.cancel = streams.logs(target.address(objects), options.request(target.reference()), body);
    }

    private void command(Exchange exchange, Call call) {
        Query query = exchange.query();
        PodTarget target = PodTarget.of(objects, call.key(), query.first("container"));
        NodeAddress node = target.address(objects);
        requireUpgrade(exchange);
        ExecStart start = ExecStart.newBuilder()
                .setPod(target.reference())
                .addAllCommand(query.all("command"))
                .setStdin(flag(query, "stdin"))
                .setStdout(flag(query, "stdout"))
                .setStderr(flag(query, "stderr") && !flag(query, "tty"))
                .setTty(flag(query, "tty"))
                .build();
        exchange.leaveHttp();
        onLoop(exchange, () -> {
            if (call.subresource().equals("exec")) {
                streams.exec(exchange.context(), exchange.request(), node, start);
            } else {
                streams.attach(exchange.context(), exchange.request(), node, start);
            }
        });
    }

    private void portForward(Exchange exchange, Call call) {
        PodTarget target = new PodTarget(PodTarget.pod(objects, call.key()), "");
        NodeAddress node = target.address(objects);
        requireUpgrade(exchange);
        List<Integer> ports = new ArrayList<>();
        for (String list : exchange.query().all("ports")) {
            for (String port : list.split(",")) {
                ports.add(port(port));
            }
        }
        exchange.leaveHttp();
        onLoop(exchange, () -> streams.portForward(exchange.context(), exchange.request(), node, target.reference(), ports));
    }

    private static int port(String text) {
        try {
            return Integer.parseUnsignedInt(text.strip());
        } catch (NumberFormatException notANumber) {
            throw Refusal.badRequest("unable to parse \"" + text + "\" as a port");
        }
    }

    private static void onLoop(Exchange exchange, Runnable action) {
        exchange.context().executor().execute(action);
    }

    private static void requireUpgrade(Exchange exchange) {
        if (exchange.overHttp2() || !Streams.isUpgrade(exchange.request())) {
            throw Refusal.badRequest("Upgrade request required");
        }
    }

    private static boolean flag(Query query, String name) {
        String value = query.first(name);
        return value.equals("true") || value.equals("1");
    }

    /** A log on its way to the client: the answer begins with the first bytes, so that trouble before them can still be said. */
    private static final class LogBody implements Streams.LogSink {

        private final Exchange exchange;
        private BodyStream body;
        private volatile Runnable cancel = () -> {};

        private LogBody(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public CompletionStage<?> write(ByteBuffer chunk) {
            BodyStream open = begun();
            CompletableFuture<Void> taken = new CompletableFuture<>();
            if (!open.open()) {
                taken.completeExceptionally(new IllegalStateException("the client is gone"));
                return taken;
            }
            open.write(Unpooled.copiedBuffer(chunk));
            open.flush();
            if (open.writable()) {
                taken.complete(null);
            } else {
                open.onWritable(() -> taken.complete(null));
            }
            return taken;
        }

        private BodyStream begun() {
            if (body == null) {
                body = exchange.stream(200, "text/plain");
                body.onClose(() -> cancel.run());
            }
            return body;
        }

        @Override
        public void completed() {
            begun().end();
        }

        @Override
        public void failed(Throwable trouble) {
            if (body == null) {
                String why = trouble instanceof StatusRuntimeException status && status.getStatus().getDescription() != null
                        ? status.getStatus().getDescription()
                        : String.valueOf(trouble.getMessage());
                exchange.reply(Reply.refusal(
                        trouble instanceof StatusRuntimeException status
                                        && (status.getStatus().getCode() == io.grpc.Status.Code.INVALID_ARGUMENT
                                                || status.getStatus().getCode() == io.grpc.Status.Code.NOT_FOUND
                                                || status.getStatus().getCode() == io.grpc.Status.Code.FAILED_PRECONDITION)
                                ? Refusal.badRequest(why)
                                : Refusal.internal(why)));
            } else {
                body.cut();
            }
        }
    }
}
