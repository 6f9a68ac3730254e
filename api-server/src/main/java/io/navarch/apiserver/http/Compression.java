package io.navarch.apiserver.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Large answers to GET travel compressed when the client takes that; as fast as possible, not as small. */
final class Compression {

    private static final int BUFFER_BYTES = 64 << 10;

    private Compression() {}

    static boolean applies(Exchange exchange, Reply reply) {
        return reply.length() > Exchange.GZIP_ABOVE_BYTES
                && reply.code() == 200
                && exchange.method().equals("GET")
                && !reply.headers().containsKey("Content-Encoding")
                && exchange.takesGzip();
    }

    static Reply gzip(Reply reply) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER_BYTES);
        try (GZIPOutputStream gzip = new Fast(out)) {
            for (byte[] piece : reply.body()) {
                gzip.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reply.withBody(out.toByteArray()).with("Content-Encoding", "gzip").with("Vary", "Accept-Encoding");
    }

    private static final class Fast extends GZIPOutputStream {
        Fast(ByteArrayOutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
