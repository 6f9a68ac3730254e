package io.navarch.apiserver.stream;

import io.navarch.machinery.object.Json;
import io.navarch.proto.v1.ExecExit;
import io.navarch.proto.v1.ExecFrame;
import io.navarch.proto.v1.ExecStart;
import io.grpc.stub.StreamObserver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Exec or attach in SPDY: the client opens one stream per channel, named by the header streamType. The call to the node starts when all
 * that the request asked for are there.
 */
final class SpdyCommand implements CommandRelay.Client {

    private enum Channel {
        ERROR,
        STDIN,
        STDOUT,
        STDERR,
        RESIZE
    }

    private final ExecStart start;
    private final Function<StreamObserver<ExecFrame>, StreamObserver<ExecFrame>> call;
    private final SpdyProtocol protocol;
    private final Map<Channel, SpdyConnection.Stream> streams = new EnumMap<>(Channel.class);
    private final SpdyConnection connection;
    private CommandRelay relay;

    SpdyCommand(
            ByteLink link,
            SpdyProtocol protocol,
            ExecStart start,
            Function<StreamObserver<ExecFrame>, StreamObserver<ExecFrame>> call) {
        this.start = start;
        this.call = call;
        this.protocol = protocol;
        this.connection = new SpdyConnection(link, this::opened);
    }

    SpdyConnection connection() {
        return connection;
    }

    private void opened(SpdyConnection.Stream stream) {
        Channel channel;
        try {
            channel = Channel.valueOf(stream.header("streamType").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            stream.refuse();
            return;
        }
        if (streams.putIfAbsent(channel, stream) != null) {
            stream.refuse();
            return;
        }
        if (relay == null && complete()) {
            begin();
        }
    }

    private boolean complete() {
        return streams.containsKey(Channel.ERROR)
                && (!start.getStdin() || streams.containsKey(Channel.STDIN))
                && (!start.getStdout() || streams.containsKey(Channel.STDOUT))
                && (!start.getStderr() || start.getTty() || streams.containsKey(Channel.STDERR))
                && (!start.getTty() || !protocol.resizes() || streams.containsKey(Channel.RESIZE));
    }

    private void begin() {
        relay = new CommandRelay(start, call, this);
        streams.get(Channel.ERROR).listen(new Heard() {});
        listen(Channel.STDIN, new Heard() {
            @Override
            public void data(ByteBuf data) {
                relay.stdin(data);
            }

            @Override
            public void ended() {
                relay.stdinClosed();
            }
        });
        listen(Channel.RESIZE, new Heard() {
            @Override
            public void data(ByteBuf data) {
                Resize.read(data, relay);
            }
        });
        listen(Channel.STDOUT, new Heard() {});
        listen(Channel.STDERR, new Heard() {});
    }

    private void listen(Channel channel, Heard listener) {
        SpdyConnection.Stream stream = streams.get(channel);
        if (stream != null) {
            stream.listen(listener);
        }
    }

    void linkGone() {
        connection.linkGone();
        if (relay != null) {
            relay.clientGone();
        }
    }

    @Override
    public ChannelFuture stdout(ByteBuf data) {
        return send(Channel.STDOUT, data);
    }

    @Override
    public ChannelFuture stderr(ByteBuf data) {
        return send(streams.containsKey(Channel.STDERR) ? Channel.STDERR : Channel.STDOUT, data);
    }

    private ChannelFuture send(Channel channel, ByteBuf data) {
        SpdyConnection.Stream stream = streams.get(channel);
        return (stream == null ? streams.get(Channel.ERROR) : stream)
                .send(stream == null ? Unpooled.EMPTY_BUFFER : data);
    }

    @Override
    public void ended(ExecExit exit) {
        byte[] said = protocol.statusOnError() ? ExitStatus.json(exit) : plain(exit);
        if (said.length > 0) {
            streams.get(Channel.ERROR).send(Unpooled.wrappedBuffer(said));
        }
        streams.values().forEach(SpdyConnection.Stream::end);
        connection.close();
    }

    private static byte[] plain(ExecExit exit) {
        if (exit.getMessage().isEmpty() && exit.getExitCode() == 0) {
            return new byte[0];
        }
        String why = exit.getMessage().isEmpty() ? "exit status " + exit.getExitCode() : exit.getMessage();
        return ("error executing command in container: " + why).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void reading(CommandRelay.Reading reading) {
        connection.reading(reading);
    }

    /** A listener that minds nothing but that the client went. */
    private abstract class Heard implements SpdyConnection.Listener {
        @Override
        public void data(ByteBuf data) {}

        @Override
        public void ended() {}

        @Override
        public void gone() {}
    }

    /** A terminal's size as clients send it: {"Width":80,"Height":24}. */
    static final class Resize {
        private Resize() {}

        static void read(ByteBuf json, CommandRelay relay) {
            try {
                JsonNode size = Json.tree(ByteBufUtil.getBytes(json));
                relay.resize(size.path("Width").asInt(0), size.path("Height").asInt(0));
            } catch (JacksonException malformed) {
                // A size that can't be read leaves the terminal as it is.
            }
        }
    }
}
