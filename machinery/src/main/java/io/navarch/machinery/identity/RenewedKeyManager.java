package io.navarch.machinery.identity;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers one identity, whatever is asked for, and looks for its renewal once in a while. */
final class RenewedKeyManager extends X509ExtendedKeyManager {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedKeyManager.class);
    private static final String ALIAS = "identity";
    private static final long LOOK_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private record Seen(Identity identity, long atNanos) {}

    private final Supplier<Identity> source;
    private volatile Seen seen;

    RenewedKeyManager(Supplier<Identity> source) {
        this.source = source;
        this.seen = new Seen(source.get(), System.nanoTime());
    }

    private Identity current() {
        Seen last = seen;
        long now = System.nanoTime();
        if (now - last.atNanos < LOOK_AGAIN_NANOS) {
            return last.identity;
        }
        Identity identity;
        try {
            identity = source.get();
        } catch (RuntimeException trouble) {
            LOG.warn("{} could not be read again and stays in use: {}", last.identity, trouble.toString());
            identity = last.identity;
        }
        seen = new Seen(identity, now);
        return identity;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return usable(keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return usable(keyType);
    }

    /** TLS 1.2 asks for key types in turn until one fits ("RSA", "EC", "ECDHE_ECDSA"). */
    private @Nullable String usable(String keyType) {
        boolean elliptic = keyType.startsWith("EC") && !keyType.endsWith("RSA");
        return elliptic == current().key().getAlgorithm().startsWith("EC") ? ALIAS : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return current().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return current().key();
    }
}
