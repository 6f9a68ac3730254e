package io.navarch.apiserver.store;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.navarch.machinery.object.Revision;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** An etcd cluster, 3.4 or later. Any member may go away; requests and feeds go on with the others. */
public final class EtcdStore implements Store {

    /** A member that answers nothing for so long is given up; etcd wants at least 5 s. */
    private static final Duration KEEPALIVE = Duration.ofSeconds(6);

    private static final Duration KEEPALIVE_ANSWER = Duration.ofSeconds(3);

    /** Bytes of one answer: a page of 2,000 large objects. */
    private static final int MAX_ANSWER_BYTES = 512 << 20;

    /** A key that is asked for only to learn the revision. */
    private static final ByteSequence NO_KEY = bytes("/registry");

    private final Client client;
    private final Duration timeout;

    public EtcdStore(EtcdSettings settings) {
        ClientBuilder builder = Client.builder()
                .endpoints(settings.endpoints().toArray(new URI[0]))
                .loadBalancerPolicy("round_robin")
                .keepaliveTime(KEEPALIVE)
                .keepaliveTimeout(KEEPALIVE_ANSWER)
                .keepaliveWithoutCalls(true)
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .retryMaxDuration(settings.requestTimeout())
                .waitForReady(true);
        EtcdSettings.Tls tls = settings.tls();
        if (tls != null) {
            try {
                builder.sslContext(context -> context.trustManager(tls.ca().toFile())
                        .keyManager(tls.certificate().toFile(), tls.key().toFile()));
                // Every member is verified under the name of the first, which all their certificates have to carry.
                builder.authority(settings.endpoints().getFirst().getHost());
            } catch (SSLException trouble) {
                throw new StoreUnavailable("etcd's certificates: " + trouble.getMessage(), trouble);
            }
        }
        client = builder.build();
        timeout = settings.requestTimeout();
    }

    static ByteSequence bytes(String key) {
        return ByteSequence.from(key, StandardCharsets.UTF_8);
    }

    static String text(ByteSequence key) {
        return key.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Revision revision() {
        GetOption option = GetOption.builder().withCountOnly(true).build();
        return revisionOf(ask(() -> client.getKVClient().get(NO_KEY, option)));
    }

    private static Revision revisionOf(GetResponse response) {
        return new Revision(response.getHeader().getRevision());
    }

    @Override
    public Optional<KeyValue> get(String key) {
        return first(ask(() -> client.getKVClient().get(bytes(key))));
    }

    private static Optional<KeyValue> first(GetResponse response) {
        return response.getKvs().stream().findFirst().map(EtcdStore::keyValue);
    }

    private static KeyValue keyValue(io.etcd.jetcd.KeyValue found) {
        return new KeyValue(
                text(found.getKey()), found.getValue().getBytes(), new Revision(found.getModRevision()));
    }

    @Override
    public Page range(Range range) {
        GetOption option = GetOption.builder()
                .withRange(bytes(range.end()))
                .withLimit(range.limit())
                .withRevision(range.revision().value())
                .build();
        try {
            GetResponse found = ask(() -> client.getKVClient().get(bytes(range.start()), option));
            Revision at = range.revision().equals(Revision.ZERO) ? revisionOf(found) : range.revision();
            return new Page(found.getKvs().stream().map(EtcdStore::keyValue).toList(), found.getCount(), at);
        } catch (OutOfRange refused) {
            throw refused.as(range.revision());
        }
    }

    @Override
    public TxnResult txn(Txn txn) {
        ByteSequence key = bytes(txn.key());
        byte[] value = txn.value();
        Op write = value == null
                ? Op.delete(key, DeleteOption.DEFAULT)
                : Op.put(key, ByteSequence.from(value), PutOption.builder().withLeaseId(txn.lease().value()).build());
        TxnResponse response = ask(() -> client.getKVClient()
                .txn()
                .If(new Cmp(key, Cmp.Op.EQUAL, CmpTarget.modRevision(txn.expected().value())))
                .Then(write)
                .Else(Op.get(key, GetOption.DEFAULT))
                .commit());
        return response.isSucceeded()
                ? new TxnResult.Done(new Revision(response.getHeader().getRevision()))
                : new TxnResult.Conflict(first(response.getGetResponses().getFirst()));
    }

    @Override
    public Feed watch(String prefix, Revision from) {
        return new EtcdFeed(client.getWatchClient(), prefix, from.value());
    }

    @Override
    public void compact(Revision upTo) {
        try {
            ask(() -> client.getKVClient().compact(upTo.value()));
        } catch (OutOfRange refused) {
            if (refused.as(upTo) instanceof FutureRevision future) {
                throw future;
            }
            // another API server was faster
        }
    }

    @Override
    public LeaseId lease(Duration timeToLive) {
        long seconds = Math.max(1, timeToLive.toSeconds());
        return new LeaseId(ask(() -> client.getLeaseClient().grant(seconds)).getID());
    }

    @Override
    public void close() {
        client.close();
    }

    /** etcd refused a revision, saying by its words whether that is gone or to come. */
    private static final class OutOfRange extends RuntimeException {

        OutOfRange(Throwable refusal) {
            super(refusal.getMessage(), null, false, false);
        }

        RuntimeException as(Revision asked) {
            boolean future = String.valueOf(getMessage()).contains("future revision");
            return future ? new FutureRevision(asked, Revision.ZERO) : new Compacted(asked);
        }
    }

    private <T> T ask(Supplier<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = question.get();
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while waiting for etcd", stopped);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new StoreUnavailable("etcd did not answer within " + timeout.toSeconds() + " s", late);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            String words = String.valueOf(cause.getMessage());
            if (words.contains("required revision")) {
                throw new OutOfRange(cause);
            }
            throw new StoreUnavailable("etcd: " + words, cause);
        }
    }
}
