package io.navarch.kubelet.stream;

import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.PodState.Sandbox;
import io.navarch.kubelet.spec.Pod;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.List;

/** Talks to what runs in containers. Trouble is an IOException that says what the user should know. */
public interface ContainerStreams {

    /** Which of its streams are wanted. */
    record Wanted(boolean stdin, boolean stdout, boolean stderr, boolean tty) {}

    /** What comes out of a command. Called from one thread; a call returns when the asker has room for more. */
    interface Output {
        void stdout(ByteBuffer data);

        void stderr(ByteBuffer data);

        /** The last call: the exit code, or a message why there is none. */
        void ended(int exitCode, String message);
    }

    /** What goes into a command. Closing it ends the command's streams. */
    interface Input extends AutoCloseable {
        /** Returns when the data is on its way. */
        void stdin(ByteBuffer data) throws IOException;

        void stdinClosed();

        void resize(int width, int height);

        @Override
        void close();
    }

    Input exec(ContainerState container, List<String> command, Wanted wanted, Output output) throws IOException;

    Input attach(ContainerState container, Wanted wanted, Output output) throws IOException;

    /** A connection to a port of the pod, as from inside it. */
    ByteChannel dial(Pod pod, Sandbox sandbox, int port) throws IOException;

    /** Whether logs are files, or else said by {@link #said}. */
    default boolean logsAreFiles() {
        return true;
    }

    /** What a container without a log file has said. */
    default String said(ContainerState container) {
        return "";
    }
}
