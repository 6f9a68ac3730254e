package io.navarch.kubelet.stream;

import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.PodState.Sandbox;
import io.navarch.kubelet.runtime.SimulatedRuntime;
import io.navarch.kubelet.spec.Pod;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Streams of containers that are not there: commands say what they were and end well, nothing listens on ports. */
public final class SimulatedStreams implements ContainerStreams {

    private final SimulatedRuntime runtime;

    public SimulatedStreams(SimulatedRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Input exec(ContainerState container, List<String> command, Wanted wanted, Output output) {
        String said = "simulated: " + String.join(" ", command) + "\n";
        output.stdout(ByteBuffer.wrap(said.getBytes(StandardCharsets.UTF_8)));
        output.ended(0, "");
        return new Nowhere();
    }

    @Override
    public Input attach(ContainerState container, Wanted wanted, Output output) {
        output.ended(0, "");
        return new Nowhere();
    }

    @Override
    public ByteChannel dial(Pod pod, Sandbox sandbox, int port) throws IOException {
        throw new IOException("the pod is simulated: nothing listens on port " + port);
    }

    @Override
    public boolean logsAreFiles() {
        return false;
    }

    @Override
    public String said(ContainerState container) {
        return runtime.log(container.id());
    }

    private static final class Nowhere implements Input {
        @Override
        public void stdin(ByteBuffer data) {
            data.position(data.limit());
        }

        @Override
        public void stdinClosed() {}

        @Override
        public void resize(int width, int height) {}

        @Override
        public void close() {}
    }
}
