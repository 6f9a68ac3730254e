package io.navarch.apiserver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.navarch.proto.v1.ExecExit;
import io.navarch.proto.v1.ExecFrame;
import io.navarch.proto.v1.ExecStart;
import io.navarch.proto.v1.NodeStreamsGrpc;
import io.navarch.proto.v1.PodRef;
import io.navarch.proto.v1.PortForwardFrame;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real connections on both sides: a client in each framing, and a node that echoes. */
class StreamsTest {

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private Server node;
    private NodeDialer dialer;
    private Channel server;

    /** Echoes stdin to stdout, tells sizes on stderr, and exits with 3 when stdin ends. */
    private static final class EchoingNode extends NodeStreamsGrpc.NodeStreamsImplBase {
        @Override
        public StreamObserver<ExecFrame> exec(StreamObserver<ExecFrame> answers) {
            return new StreamObserver<>() {
                @Override
                public void onNext(ExecFrame frame) {
                    switch (frame.getFrameCase()) {
                        case STDIN -> answers.onNext(
                                ExecFrame.newBuilder().setStdout(frame.getStdin()).build());
                        case RESIZE -> answers.onNext(ExecFrame.newBuilder()
                                .setStderr(ByteString.copyFromUtf8(
                                        frame.getResize().getWidth() + "x" + frame.getResize().getHeight()))
                                .build());
                        case STDIN_CLOSED -> answers.onNext(ExecFrame.newBuilder()
                                .setExit(ExecExit.newBuilder().setExitCode(3))
                                .build());
                        default -> {}
                    }
                }

                @Override
                public void onError(Throwable gone) {}

                @Override
                public void onCompleted() {}
            };
        }

        @Override
        public StreamObserver<PortForwardFrame> portForward(StreamObserver<PortForwardFrame> answers) {
            return new StreamObserver<>() {
                @Override
                public void onNext(PortForwardFrame frame) {
                    if (frame.hasStart() && frame.getStart().getPort() == 81) {
                        answers.onNext(PortForwardFrame.newBuilder().setError("refused").build());
                    } else if (frame.hasData()) {
                        answers.onNext(frame);
                    }
                }

                @Override
                public void onError(Throwable gone) {}

                @Override
                public void onCompleted() {
                    answers.onCompleted();
                }
            };
        }
    }

    @BeforeEach
    void start() throws Exception {
        node = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(new EchoingNode())
                .build()
                .start();
        dialer = new NodeDialer(address -> NettyChannelBuilder.forAddress(address).usePlaintext());
        Streams streams = new Streams(dialer);
        NodeDialer.NodeAddress address = new NodeDialer.NodeAddress("127.0.0.1", node.getPort(), "node");
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 20), new Door(streams, address));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    private static final class Door extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Streams streams;
        private final NodeDialer.NodeAddress node;

        private Door(Streams streams, NodeDialer.NodeAddress node) {
            this.streams = streams;
            this.node = node;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            if (request.uri().contains("exec")) {
                ExecStart start = ExecStart.newBuilder()
                        .setStdin(true)
                        .setStdout(true)
                        .setStderr(true)
                        .build();
                streams.exec(ctx, request, node, start);
            } else {
                streams.portForward(ctx, request, node, PodRef.newBuilder().setName("p").build(), List.of(80, 81));
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        server.close().sync();
        dialer.close();
        node.shutdownNow();
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }

    private int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            int channel = data.get();
            heard.add(channel + ":" + StandardCharsets.UTF_8.decode(data));
            socket.request(1);
            return null;
        }

        private String next() throws InterruptedException {
            return heard.poll(5, TimeUnit.SECONDS);
        }
    }

    private WebSocket connect(String path, String protocol, Messages messages) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(protocol)
                .buildAsync(URI.create("ws://127.0.0.1:" + port() + path), messages)
                .join();
    }

    @Test
    void a_command_runs_over_websocket_until_its_stdin_is_closed() throws Exception {
        Messages messages = new Messages();
        WebSocket socket = connect("/exec", "v5.channel.k8s.io", messages);
        assertThat(messages.next()).isEqualTo("1:");
        socket.sendBinary(ByteBuffer.wrap("\0hello".getBytes(StandardCharsets.UTF_8)), true).join();
        assertThat(messages.next()).isEqualTo("1:hello");
        socket.sendBinary(ByteBuffer.wrap("\4{\"Width\":80,\"Height\":24}".getBytes(StandardCharsets.UTF_8)), true)
                .join();
        assertThat(messages.next()).isEqualTo("2:80x24");
        socket.sendBinary(ByteBuffer.wrap(new byte[] {(byte) 255, 0}), true).join();
        assertThat(messages.next()).startsWith("3:").contains("NonZeroExitCode").contains("\"message\":\"3\"");
    }

    @Test
    void ports_are_forwarded_over_websocket_and_a_failing_one_says_why() throws Exception {
        Messages messages = new Messages();
        WebSocket socket = connect("/portforward", "v4.channel.k8s.io", messages);
        assertThat(List.of(messages.next(), messages.next(), messages.next(), messages.next()))
                .contains("0:P\0", "1:P\0", "2:Q\0", "3:Q\0");
        assertThat(messages.next()).startsWith("3:error forwarding port 81 to pod p").endsWith("refused");
        socket.sendBinary(ByteBuffer.wrap("\0ping".getBytes(StandardCharsets.UTF_8)), true).join();
        assertThat(messages.next()).isEqualTo("0:ping");
        socket.abort();
    }

    @Test
    void a_connection_is_forwarded_over_spdy() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(("POST /portforward HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
                            + "X-Stream-Protocol-Version: portforward.k8s.io\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            assertThat(head.toString())
                    .startsWith("HTTP/1.1 101")
                    .containsIgnoringCase("x-stream-protocol-version: portforward.k8s.io");

            EmbeddedChannel codec = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
            codec.writeOutbound(stream(1, "error"), stream(3, "data"), data(3, "over spdy"));
            for (ByteBuf part = codec.readOutbound(); part != null; part = codec.readOutbound()) {
                part.readBytes(out, part.readableBytes());
            }
            out.flush();
            assertThat(firstData(in, codec)).isEqualTo("over spdy");
        }
    }

    private static DefaultSpdySynStreamFrame stream(int id, String type) {
        DefaultSpdySynStreamFrame syn = new DefaultSpdySynStreamFrame(id, 0, (byte) 0);
        syn.headers().add("streamtype", type).add("port", "80").add("requestid", "0");
        return syn;
    }

    private static DefaultSpdyDataFrame data(int id, String text) {
        return new DefaultSpdyDataFrame(id, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private static String firstData(InputStream in, EmbeddedChannel codec) throws Exception {
        byte[] chunk = new byte[4096];
        for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
            codec.writeInbound(Unpooled.copiedBuffer(chunk, 0, n));
            for (Object frame = codec.readInbound(); frame != null; frame = codec.readInbound()) {
                if (frame instanceof SpdyDataFrame data && data.content().isReadable()) {
                    return data.content().toString(StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("the connection ended without data");
    }
}
