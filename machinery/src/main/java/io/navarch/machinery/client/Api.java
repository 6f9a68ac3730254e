package io.navarch.machinery.client;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Kind;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The API server as a service sees it. Calls block (run them on virtual threads) and throw {@link ApiUnavailable} on trouble. */
public interface Api {

    Outcome get(Gvr resource, ObjectKey key);

    /** The objects' JSON, in the order of namespace and name. "" for namespace: all. */
    List<byte[]> list(Gvr resource, String namespace, String labelSelector, String fieldSelector);

    Outcome create(Gvr resource, String namespace, JsonNode object);

    /** Posts to a subresource of an object: binding, eviction, token. */
    Outcome create(Gvr resource, ObjectKey key, Subresource subresource, JsonNode body);

    /** Replaces; a metadata.resourceVersion in the object is the precondition. */
    Outcome update(Gvr resource, ObjectKey key, Subresource subresource, JsonNode object);

    /** A metadata.uid or metadata.resourceVersion in a merge patch is a precondition (409 when it does not hold). */
    Outcome patch(Gvr resource, ObjectKey key, Subresource subresource, PatchType type, JsonNode patch);

    Outcome delete(Gvr resource, ObjectKey key, DeleteOptions options);

    /**
     * Subscribes to several kinds on one stream. The listener is called from one thread at a time, in order; it may block, which slows
     * the stream. The stream is opened again by itself, with backoff, after trouble; it then begins with a batch that says restart.
     */
    Subscription watch(List<Kind<?>> kinds, Consumer<Batch> listener);

    /** An open stream. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
