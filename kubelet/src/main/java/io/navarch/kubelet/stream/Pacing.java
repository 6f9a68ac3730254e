package io.navarch.kubelet.stream;

import io.grpc.stub.ServerCallStreamObserver;

/**
 * Sends on a gRPC stream no faster than the other side takes: a send waits until there is room. Once the other side is gone, sends are
 * lost and {@link #gone} says so.
 */
final class Pacing<A> {

    private final ServerCallStreamObserver<A> stream;
    private boolean ended;

    Pacing(ServerCallStreamObserver<A> stream, Runnable whenGone) {
        this.stream = stream;
        stream.setOnReadyHandler(this::wake);
        stream.setOnCancelHandler(() -> {
            wake();
            whenGone.run();
        });
    }

    private synchronized void wake() {
        notifyAll();
    }

    boolean gone() {
        return stream.isCancelled();
    }

    /** Whether it was sent. */
    synchronized boolean send(A message) {
        try {
            while (!ended && !stream.isReady() && !stream.isCancelled()) {
                wait(1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        if (ended || stream.isCancelled()) {
            return false;
        }
        stream.onNext(message);
        return true;
    }

    /** Sends the last message and ends the stream; does nothing the second time. */
    synchronized void endWith(A last) {
        if (!ended && !stream.isCancelled()) {
            stream.onNext(last);
            end();
        }
    }

    synchronized void end() {
        if (!ended && !stream.isCancelled()) {
            ended = true;
            stream.onCompleted();
        }
    }

    synchronized void fail(io.grpc.Status why) {
        if (!ended && !stream.isCancelled()) {
            ended = true;
            stream.onError(why.asRuntimeException());
        }
    }
}
