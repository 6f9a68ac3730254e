package io.navarch.kubelet.cri;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Connects from inside another network namespace. A namespace is a thread's own: so a thread is made, enters it, opens the socket -
 * which stays in the namespace it was made in - and ends.
 */
final class NetworkNamespace {

    private static final int CLONE_NEWNET = 0x40000000;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = LINKER.downcallHandle(
            LINKER.defaultLookup().find("open").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = LINKER.downcallHandle(
            LINKER.defaultLookup().find("close").orElseThrow(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle SETNS = LINKER.downcallHandle(
            LINKER.defaultLookup().find("setns").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private NetworkNamespace() {}

    /** path: the namespace's file, such as /proc/PID/ns/net. */
    static SocketChannel connect(String path, InetSocketAddress to) throws IOException {
        CompletableFuture<SocketChannel> connected = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("connect " + to).start(() -> {
            try {
                enter(path);
                connected.complete(SocketChannel.open(to));
            } catch (Throwable failed) {
                connected.completeExceptionally(failed);
            }
        });
        try {
            return connected.get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void enter(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            int fd = (int) OPEN.invokeExact(name, 0);
            if (fd < 0) {
                throw new IOException("the network namespace " + path + " cannot be opened");
            }
            int entered = (int) SETNS.invokeExact(fd, CLONE_NEWNET);
            int closed = (int) CLOSE.invokeExact(fd);
            if (entered != 0 || closed != 0) {
                throw new IOException("the network namespace " + path + " cannot be entered");
            }
        } catch (IOException refused) {
            throw refused;
        } catch (Throwable unexpected) {
            throw new IOException(unexpected);
        }
    }
}
