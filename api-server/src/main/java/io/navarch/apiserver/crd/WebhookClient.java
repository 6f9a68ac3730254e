package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.GoText;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Posts to a webhook over TLS: at its URL, or at one of the addresses behind its service, whose certificate must then be for the
 * service's name. It trusts the bundle it is given, else what the machine trusts.
 */
final class WebhookClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;
    private static final int HTTPS = 443;
    private static final GroupResource SERVICES = new GroupResource("", "services");
    private static final GroupResource SLICES = new GroupResource("discovery.k8s.io", "endpointslices");

    private final JsonNode config;
    private final Objects objects;
    private final String host;
    private @Nullable HttpClient client;

    WebhookClient(JsonNode config, Objects objects) {
        this.config = config;
        this.objects = objects;
        this.host = config.hasNonNull("url")
                ? String.valueOf(URI.create(text(config, "url")).getHost())
                : text(config.path("service"), "name") + "." + text(config.path("service"), "namespace") + ".svc";
    }

    byte[] post(byte[] body) throws IOException {
        String shown = config.hasNonNull("url") ? text(config, "url") : "https://" + host + ":" + port() + path();
        String failed = "Post " + GoText.quote(shown + (shown.contains("?") ? "&" : "?") + "timeout=30s") + ": ";
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(target(shown) + "?timeout=30s"))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, */*")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            byte[] answer = read(response.body());
            if (response.statusCode() != 200 && response.statusCode() != 201) {
                throw new IOException("the server responded with the status code " + response.statusCode());
            }
            return answer;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(failed + "stopped", stopped);
        } catch (GeneralSecurityException | IOException trouble) {
            throw new IOException(failed + trouble.getMessage(), trouble);
        }
    }

    private static byte[] read(InputStream body) throws IOException {
        try (body) {
            byte[] answer = body.readNBytes(LARGEST_ANSWER + 1);
            if (answer.length > LARGEST_ANSWER) {
                throw new IOException("the answer is larger than " + LARGEST_ANSWER + " bytes");
            }
            return answer;
        }
    }

    private int port() {
        return config.path("service").path("port").asInt(HTTPS);
    }

    private String path() {
        String path = text(config.path("service"), "path");
        return path.isEmpty() ? "/" : path.startsWith("/") ? path : "/" + path;
    }

    /** Where to connect to: a service's name means nothing outside of pods. */
    private String target(String shown) throws IOException {
        if (config.hasNonNull("url")) {
            return shown;
        }
        JsonNode reference = config.path("service");
        ObjectKey key = new ObjectKey(text(reference, "namespace"), text(reference, "name"));
        JsonNode service = objects.get(SERVICES, key)
                .orElseThrow(() -> new IOException("service " + GoText.quote(key.name()) + " not found"));
        JsonNode port = service.path("spec").path("ports").valueStream()
                .filter(p -> p.path("port").asInt(0) == port())
                .findFirst()
                .orElseThrow(() -> new IOException("no service port " + port() + " found for service " + GoText.quote(key.name())));
        Optional<String> endpoint = endpoint(key, text(port, "name"));
        String address = endpoint.orElseGet(() -> bracketed(text(service.path("spec"), "clusterIP")) + ":" + port());
        if (address.startsWith(":") || address.startsWith("None:")) {
            throw new IOException("no endpoints available for service " + GoText.quote(key.name()));
        }
        return "https://" + address + path();
    }

    /** A ready address behind the service. */
    private Optional<String> endpoint(ObjectKey service, String portName) {
        for (JsonNode slice : objects.list(SLICES, service.namespace())) {
            if (!slice.path("metadata").path("labels").path("kubernetes.io/service-name").asString("").equals(service.name())) {
                continue;
            }
            for (JsonNode port : slice.path("ports")) {
                if (!text(port, "name").equals(portName)) {
                    continue;
                }
                for (JsonNode endpoint : slice.path("endpoints")) {
                    if (endpoint.path("conditions").path("ready").asBoolean(true) && !endpoint.path("addresses").isEmpty()) {
                        String address = endpoint.path("addresses").get(0).asString("");
                        return Optional.of(bracketed(address) + ":" + port.path("port").asInt(0));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String bracketed(String address) {
        return address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    }

    private synchronized HttpClient client() throws GeneralSecurityException, IOException {
        HttpClient made = client;
        if (made == null) {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new NamedTrust(trusted(), host)}, null);
            SSLParameters parameters = new SSLParameters();
            if (!Character.isDigit(host.charAt(0)) && host.indexOf(':') < 0) {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(tls)
                    .sslParameters(parameters)
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            client = made;
        }
        return made;
    }

    private X509ExtendedTrustManager trusted() throws GeneralSecurityException, IOException {
        KeyStore store = null;
        String bundle = text(config, "caBundle");
        if (!bundle.isEmpty()) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate certificate : CaBundle.certificates(bundle)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no trust manager for X.509");
    }

    /** Trusts a chain if it is for the name wanted, whatever address is connected to. */
    private static final class NamedTrust extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager chains;
        private final String name;

        NamedTrust(X509ExtendedTrustManager chains, String name) {
            this.chains = chains;
            this.name = name;
        }

        private void check(X509Certificate[] chain, String authType) throws CertificateException {
            chains.checkServerTrusted(chain, authType);
            if (chain[0].getSubjectAlternativeNames() != null) {
                for (List<?> alternative : chain[0].getSubjectAlternativeNames()) {
                    if (matches(String.valueOf(alternative.get(1)))) {
                        return;
                    }
                }
            }
            throw new CertificateException("x509: certificate is not valid for " + name);
        }

        private boolean matches(String pattern) {
            return pattern.equalsIgnoreCase(name)
                    || pattern.startsWith("*.")
                            && name.indexOf('.') > 0
                            && name.substring(name.indexOf('.')).equalsIgnoreCase(pattern.substring(1));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
            check(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
            check(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
            throw new CertificateException("there are no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
            throw new CertificateException("there are no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("there are no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return chains.getAcceptedIssuers();
        }
    }
}
