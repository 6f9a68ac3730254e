package io.navarch.kubelet.stream;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.navarch.kubelet.Timers;
import io.navarch.kubelet.runtime.PodState;
import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.kubelet.spec.Container;
import io.navarch.proto.v1.ExecFrame;
import io.navarch.proto.v1.LogsChunk;
import io.navarch.proto.v1.LogsRequest;
import io.navarch.proto.v1.NodeStreamsGrpc;
import io.navarch.proto.v1.PodRef;
import io.navarch.proto.v1.PortForwardFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Serves NodeStreams for the pods of one node, or of many simulated ones. */
public final class NodeStreamsService extends NodeStreamsGrpc.NodeStreamsImplBase {

    private final PodsOfNode pods;
    private final Timers timers;

    public NodeStreamsService(PodsOfNode pods, Timers timers) {
        this.pods = pods;
        this.timers = timers;
    }

    @Override
    public void logs(LogsRequest request, StreamObserver<LogsChunk> answer) {
        Pacing<LogsChunk> out = new Pacing<>((ServerCallStreamObserver<LogsChunk>) answer, () -> {});
        timers.run(() -> {
            try {
                logs(request, out);
                out.end();
            } catch (Unavailable why) {
                out.fail(why.status());
            } catch (IOException | RuntimeTrouble trouble) {
                out.fail(Status.INTERNAL.withDescription(trouble.getMessage()));
            }
        });
    }

    private void logs(LogsRequest request, Pacing<LogsChunk> out) throws IOException {
        logs(request, data -> !out.gone()
                && (data.length == 0 || out.send(LogsChunk.newBuilder().setData(UnsafeByteOperations.unsafeWrap(data)).build())));
    }

    /** Hands a container's log to the sink until it ends or the sink has enough. Throws {@link Unavailable}. */
    public void logs(LogsRequest request, Predicate<byte[]> sink) throws IOException {
        readLogs(find(request.getPod()), request.getPod().getContainer(), request.getPrevious(),
                LogOptions.of(request, timers.now()), sink::test);
    }

    private static void readLogs(PodsOfNode.Found found, String named, boolean previous, LogOptions options, LogReader.Sink sink)
            throws IOException {
        String name = containerName(found, named);
        ContainerState container = (previous ? found.state().get().previous(name) : found.state().get().latest(name))
                .orElseThrow(() -> Unavailable.badRequest(previous
                        ? "previous terminated container \"" + name + "\" in pod \"" + found.pod().name() + "\" not found"
                        : "container \"" + name + "\" in pod \"" + found.pod().name() + "\" is waiting to start: " + why(found, name)));
        if (!found.streams().logsAreFiles()) {
            String said = found.streams().said(container);
            sink.take(said.isEmpty() ? new byte[0] : (said + "\n").getBytes(StandardCharsets.UTF_8));
            return;
        }
        BooleanSupplier running = () -> found.state().get().attempts(name)
                .anyMatch(c -> c.id().equals(container.id()) && c.phase() != PodState.Phase.EXITED);
        try {
            new LogReader(Path.of(container.logPath()), options, running, sink).run();
        } catch (NoSuchFileException gone) {
            throw Unavailable.notFound("failed to open log file \"" + container.logPath() + "\"");
        }
    }

    /** The reason the status shows for a container that was not started yet. */
    private static String why(PodsOfNode.Found found, String name) {
        if (found.pod().status() != null) {
            for (String list : new String[] {"initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"}) {
                for (var status : found.pod().status().path(list)) {
                    if (status.path("name").asString().equals(name)) {
                        return status.path("state").path("waiting").path("reason").asString("ContainerCreating");
                    }
                }
            }
        }
        return "ContainerCreating";
    }

    @Override
    public StreamObserver<ExecFrame> exec(StreamObserver<ExecFrame> answer) {
        return new CommandStream((ServerCallStreamObserver<ExecFrame>) answer, timers, (start, output) -> {
            PodsOfNode.Found found = find(start.getPod());
            return found.streams().exec(running(found, start.getPod().getContainer()), start.getCommandList(),
                    new ContainerStreams.Wanted(start.getStdin(), start.getStdout(), start.getStderr(), start.getTty()), output);
        });
    }

    @Override
    public StreamObserver<ExecFrame> attach(StreamObserver<ExecFrame> answer) {
        return new CommandStream((ServerCallStreamObserver<ExecFrame>) answer, timers, (start, output) -> {
            PodsOfNode.Found found = find(start.getPod());
            String name = containerName(found, start.getPod().getContainer());
            boolean tty = found.pod().container(name).map(Container::tty).orElse(false);
            return found.streams().attach(running(found, name),
                    new ContainerStreams.Wanted(start.getStdin(), start.getStdout(), start.getStderr() && !tty, tty), output);
        });
    }

    @Override
    public StreamObserver<PortForwardFrame> portForward(StreamObserver<PortForwardFrame> answer) {
        return new PortStream((ServerCallStreamObserver<PortForwardFrame>) answer, timers, start -> {
            PodsOfNode.Found found = find(start.getPod());
            PodState.Sandbox sandbox = found.state().get().sandbox()
                    .orElseThrow(() -> Unavailable.badRequest("the pod is not running"));
            return found.streams().dial(found.pod(), sandbox, start.getPort());
        });
    }

    private PodsOfNode.Found find(PodRef ref) {
        return pods.find(ref).orElseThrow(() -> Unavailable.notFound(
                "pod \"" + ref.getName() + "\" in namespace \"" + ref.getNamespace() + "\" is not on this node"));
    }

    /** The named container; without a name the pod's first. */
    private static String containerName(PodsOfNode.Found found, String named) {
        String name = named.isEmpty() ? found.pod().spec().containers().getFirst().name() : named;
        if (found.pod().container(name).isEmpty()) {
            throw Unavailable.badRequest("container " + name + " is not valid for pod " + found.pod().name());
        }
        return name;
    }

    private static ContainerState running(PodsOfNode.Found found, String named) {
        String name = containerName(found, named);
        Optional<ContainerState> latest = found.state().get().latest(name).filter(ContainerState::running);
        return latest.orElseThrow(() -> Unavailable.badRequest("container not found (\"" + name + "\")"));
    }
}
