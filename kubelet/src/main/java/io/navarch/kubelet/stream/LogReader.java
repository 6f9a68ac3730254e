package io.navarch.kubelet.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a container's log file and, while it is followed, what is added to it, also after it was put aside and begun anew. */
final class LogReader {

    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();
    private static final int BUFFER = 64 << 10;
    /** Bytes gathered before they are sent on. */
    static final int CHUNK = 32 << 10;

    /** Takes what was read; false: enough. */
    interface Sink {
        boolean take(byte[] data);
    }

    private final Path file;
    private final LogOptions options;
    private final BooleanSupplier running;
    private final Sink sink;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long left;
    private boolean open = true;

    /** running: whether the container may still write. */
    LogReader(Path file, LogOptions options, BooleanSupplier running, Sink sink) {
        this.file = file;
        this.options = options;
        this.running = running;
        this.sink = sink;
        this.left = options.limitBytes() < 0 ? Long.MAX_VALUE : options.limitBytes();
    }

    /** Returns when everything wanted was read, or, following, when the container ended or the sink has enough. */
    void run() throws IOException {
        boolean first = true;
        while (open) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                Object key = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
                if (first && options.tailLines() >= 0) {
                    tail(channel);
                }
                first = false;
                if (!follow(channel, key)) {
                    return;
                }
            }
        }
    }

    /** Whether the file was replaced and is to be read on in its new form. */
    private boolean follow(FileChannel channel, @Nullable Object key) throws IOException {
        InputStream in = Channels.newInputStream(channel);
        byte[] buffer = new byte[BUFFER];
        while (open) {
            boolean mayWrite = options.follow() && running.getAsBoolean();
            int got;
            while (open && (got = in.read(buffer)) > 0) {
                split(buffer, got, this::emit);
            }
            flush();
            if (!mayWrite) {
                return false;
            }
            if (replaced(key)) {
                return true;
            }
            if (!sink.take(new byte[0])) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return false;
    }

    private boolean replaced(@Nullable Object key) {
        try {
            Object now = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
            return key != null && !key.equals(now);
        } catch (IOException notThereYet) {
            return false;
        }
    }

    /** Reads what is there, keeping only the last lines, and says them. Leaves the channel where reading goes on. */
    private void tail(FileChannel channel) throws IOException {
        Deque<LogLine> last = new ArrayDeque<>();
        InputStream in = Channels.newInputStream(channel);
        byte[] buffer = new byte[BUFFER];
        int got;
        while ((got = in.read(buffer)) > 0) {
            split(buffer, got, one -> {
                last.addLast(one);
                if (last.size() > options.tailLines()) {
                    last.removeFirst();
                }
            });
        }
        last.forEach(this::emit);
    }

    private void split(byte[] buffer, int length, java.util.function.Consumer<LogLine> each) {
        for (int i = 0; i < length; i++) {
            if (buffer[i] != '\n') {
                line.write(buffer[i]);
                continue;
            }
            LogLine parsed = LogLine.parse(line.toByteArray());
            line.reset();
            if (parsed != null && parsed.wanted(options)) {
                each.accept(parsed);
            }
        }
    }

    private void emit(LogLine one) {
        if (!open) {
            return;
        }
        byte[] bytes = one.bytes(options.timestamps());
        int length = (int) Math.min(bytes.length, left);
        gathered.write(bytes, 0, length);
        left -= length;
        if (gathered.size() >= CHUNK || left == 0) {
            flush();
        }
        if (left == 0) {
            open = false;
        }
    }

    private void flush() {
        if (gathered.size() > 0) {
            open &= sink.take(gathered.toByteArray());
            gathered.reset();
        }
    }
}
