package io.navarch.machinery.identity;

import io.navarch.machinery.identity.ClusterAuthority.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The folder with a cluster's keys and certificates, named as kubeadm names them: {@code ca}, {@code front-proxy-ca}, {@code sa}
 * ({@code .key}, {@code .pub}), {@code apiserver} and so on, each a {@code .crt} and a {@code .key}. What is missing, due for
 * renewal, of another authority or for other names is issued at the asking; processes that share the folder take turns.
 */
public final class IdentityFolder {

    private static final String OWNER_ONLY = "rw-------";
    private static final String ALL_READ = "rw-r--r--";

    private static final int SIGNING_KEY_BITS = 2048;

    private final Path folder;
    private final InstantSource clock;

    public IdentityFolder(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    public Path folder() {
        return folder;
    }

    /** The authority that vouches for everybody in the cluster. */
    public ClusterAuthority clusterAuthority() {
        return locked(() -> authority("ca", "kubernetes"));
    }

    /** The authority whose clients may name the user they speak for: the API server towards aggregated API servers. */
    public ClusterAuthority frontProxyAuthority() {
        return locked(() -> authority("front-proxy-ca", "front-proxy-ca"));
    }

    public Identity frontProxyClient() {
        return locked(() -> issued("front-proxy-client", authority("front-proxy-ca", "front-proxy-ca"),
                Subject.FRONT_PROXY, ServingNames.NONE, List.of(Usage.CLIENT)));
    }

    /** The certificate of a client, in NAME.crt and NAME.key. */
    public Identity client(String name, Subject subject) {
        return locked(() -> issued(name, authority("ca", "kubernetes"), subject, ServingNames.NONE, List.of(Usage.CLIENT)));
    }

    /** The certificate of a server, in NAME.crt and NAME.key. */
    public Identity server(String name, Subject subject, ServingNames names) {
        return locked(() -> issued(name, authority("ca", "kubernetes"), subject, names, List.of(Usage.SERVER)));
    }

    /** The certificate of a server that calls its like, as members of an etcd cluster do. */
    public Identity peer(String name, Subject subject, ServingNames names) {
        return locked(() ->
                issued(name, authority("ca", "kubernetes"), subject, names, List.of(Usage.SERVER, Usage.CLIENT)));
    }

    /** The key that signs the tokens of service accounts; the public half is in sa.pub. */
    public KeyPair serviceAccountKeys() {
        // Who was only given the keys may not be able to lock, or write, their folder.
        if (Files.exists(folder.resolve("sa.key")) && Files.exists(folder.resolve("sa.pub"))) {
            return new KeyPair(Pem.readPublicKey(read(folder.resolve("sa.pub"))), Pem.readPrivateKey(read(folder.resolve("sa.key"))));
        }
        return locked(() -> {
            Path key = folder.resolve("sa.key");
            Path pub = folder.resolve("sa.pub");
            if (!Files.exists(key)) {
                KeyPair made = newSigningKeys();
                write(pub, Pem.publicKey(made.getPublic()), ALL_READ);
                write(key, Pem.privateKey(made.getPrivate()), OWNER_ONLY);
            }
            return new KeyPair(Pem.readPublicKey(read(pub)), Pem.readPrivateKey(read(key)));
        });
    }

    /** Writes an identity that was issued elsewhere into NAME.crt and NAME.key. */
    public void put(String name, Identity identity) {
        locked(() -> {
            save(name, identity);
            return identity;
        });
    }

    /** RSA, which verifies many times faster than it signs: tokens are verified with every request. */
    private static KeyPair newSigningKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(SIGNING_KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime makes no RSA keys", e);
        }
    }

    /** What is in NAME.crt and NAME.key, as it is. */
    public Identity read(String name) {
        return new Identity(Pem.readPrivateKey(read(folder.resolve(name + ".key"))),
                Pem.readCertificates(read(folder.resolve(name + ".crt"))));
    }

    /** The certificates in NAME.crt: whom to trust. */
    public List<X509Certificate> readCertificates(String name) {
        return Pem.readCertificates(read(folder.resolve(name + ".crt")));
    }

    private ClusterAuthority authority(String name, String commonName) {
        if (!Files.exists(folder.resolve(name + ".key"))) {
            save(name, ClusterAuthority.create(commonName, clock.instant()).identity());
        }
        return new ClusterAuthority(read(name));
    }

    private Identity issued(String name, ClusterAuthority by, Subject subject, ServingNames names, List<Usage> usages) {
        if (Files.exists(folder.resolve(name + ".key"))) {
            Identity there = read(name);
            if (!there.dueForRenewal(clock.instant()) && signedBy(by, there) && covers(there, names)) {
                return there;
            }
        }
        Identity made = by.issue(subject, names, usages, clock.instant());
        save(name, made);
        return made;
    }

    private static boolean signedBy(ClusterAuthority by, Identity there) {
        try {
            there.certificate().verify(by.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException notOurs) {
            return false;
        }
    }

    private static boolean covers(Identity there, ServingNames names) {
        try {
            Collection<List<?>> alternatives = there.certificate().getSubjectAlternativeNames();
            Set<String> has = new TreeSet<>();
            if (alternatives != null) {
                alternatives.forEach(a -> has.add(a.get(1).toString()));
            }
            List<String> wanted = new ArrayList<>(names.dnsNames());
            names.ips().forEach(ip -> wanted.add(ip.equals("::1") ? "0:0:0:0:0:0:0:1" : ip));
            return has.containsAll(wanted);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private void save(String name, Identity identity) {
        write(folder.resolve(name + ".key"), Pem.privateKey(identity.key()), OWNER_ONLY);
        write(folder.resolve(name + ".crt"), Pem.certificates(identity.chain()), ALL_READ);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Readers see the old file or the new one, never half of it. */
    private static void write(Path file, String text, String permissions) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One thread of one process at a time; a FileLock alone does not keep threads apart. */
    private <T> T locked(Supplier<T> work) {
        synchronized (IdentityFolder.class) {
            try {
                Files.createDirectories(folder);
                try (FileChannel file = FileChannel.open(
                                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = file.lock()) {
                    assert lock.isValid();
                    return work.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
