package io.navarch.apiserver.app;

import io.navarch.apiserver.store.EmbeddedStore;
import io.navarch.apiserver.store.EtcdSettings;
import io.navarch.apiserver.store.EtcdStore;
import io.navarch.apiserver.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Opens the store that the settings say. */
final class Stores {

    private Stores() {}

    static Store open(ApiServerSettings settings, InstantSource clock) {
        if (!settings.etcd().isEmpty()) {
            return new EtcdStore(etcd(settings.etcd().stream().map(URI::create).toList(), settings.identityFolder()));
        }
        try {
            Files.createDirectories(settings.dataFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EmbeddedStore(settings.dataFolder().resolve("state.db"), clock);
    }

    private static EtcdSettings etcd(List<URI> endpoints, Path identities) {
        return endpoints.getFirst().getScheme().equals("https")
                ? EtcdSettings.secure(endpoints, new EtcdSettings.Tls(identities.resolve("ca.crt"),
                        identities.resolve("etcd-client.crt"), identities.resolve("etcd-client.key")))
                : EtcdSettings.plain(endpoints);
    }
}
