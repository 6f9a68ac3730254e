package io.navarch.kubelet.probe;

import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Container.HttpGet;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * HTTP GET for probes and hooks: HTTP/1.1 with a connection of its own, any Host header, no check of certificates, no redirects
 * followed to other places. Codes 200 to 399 are success.
 */
public final class HttpProbe {

    /** So much of an answer's body is told in a failure. */
    static final int BODY_LIMIT = 10 * 1024;

    private final SSLContext trustAll = trustAll();

    public ProbeResult get(HttpGet what, Container container, String podIp, Duration limit) {
        boolean tls = "HTTPS".equalsIgnoreCase(what.scheme());
        String host = what.host() == null || what.host().isEmpty() ? podIp : what.host();
        int port = container.portNumber(what.port());
        String path = what.path() == null || what.path().isEmpty() ? "/" : what.path().startsWith("/") ? what.path() : "/" + what.path();
        String url = (tls ? "https" : "http") + "://" + host + ":" + port + path;
        long deadline = System.nanoTime() + limit.toNanos();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), left(deadline));
            plain.setSoTimeout(left(deadline));
            try (Socket socket = tls ? wrapped(plain, host, port) : plain) {
                send(socket.getOutputStream(), what, host, port, path);
                return read(socket, deadline);
            }
        } catch (SocketTimeoutException e) {
            return ProbeResult.failure("Get \"" + url + "\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        } catch (IOException e) {
            return ProbeResult.failure("Get \"" + url + "\": " + e.getMessage());
        }
    }

    private static int left(long deadline) throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("the time is over");
        }
        return Math.toIntExact(millis);
    }

    private Socket wrapped(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) trustAll.getSocketFactory().createSocket(plain, host, port, true);
        socket.startHandshake();
        return socket;
    }

    private static void send(OutputStream out, HttpGet what, String host, int port, String path) throws IOException {
        StringBuilder head = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\n");
        boolean ownHost = false;
        boolean ownAgent = false;
        boolean ownAccept = false;
        for (HttpGet.Header header : what.httpHeaders()) {
            head.append(header.name()).append(": ").append(header.content() == null ? "" : header.content()).append("\r\n");
            ownHost |= header.name().equalsIgnoreCase("Host");
            ownAgent |= header.name().equalsIgnoreCase("User-Agent");
            ownAccept |= header.name().equalsIgnoreCase("Accept");
        }
        head.append(ownHost ? "" : "Host: " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "\r\n");
        head.append(ownAgent ? "" : "User-Agent: kube-probe/1.36\r\n");
        head.append(ownAccept ? "" : "Accept: */*\r\n");
        head.append("Connection: close\r\n\r\n");
        BufferedOutputStream buffered = new BufferedOutputStream(out);
        buffered.write(head.toString().getBytes(StandardCharsets.UTF_8));
        buffered.flush();
    }

    private static ProbeResult read(Socket socket, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[BODY_LIMIT];
        int length = 0;
        while (length < answer.length) {
            socket.setSoTimeout(left(deadline));
            int got = in.read(answer, length, answer.length - length);
            if (got < 0) {
                break;
            }
            length += got;
            int status = status(answer, length);
            if (status >= 200 && status < 400) {
                return ProbeResult.SUCCESS;
            }
            if (status >= 400) {
                return ProbeResult.failure("HTTP probe failed with statuscode: " + status);
            }
        }
        return ProbeResult.failure("the answer is no HTTP");
    }

    /** The code of the status line; -1 while the line is incomplete. */
    private static int status(byte[] answer, int length) {
        String begin = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
        int end = begin.indexOf('\n');
        String[] words = end < 0 ? new String[0] : begin.substring(0, end).split(" ");
        return words.length >= 2 && words[0].startsWith("HTTP/") && words[1].matches("[0-9]{3}") ? Integer.parseInt(words[1]) : -1;
    }

    private static SSLContext trustAll() {
        TrustManager all = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {all}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }
}
