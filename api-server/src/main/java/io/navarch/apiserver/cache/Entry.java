package io.navarch.apiserver.cache;

import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object as of one revision: the bytes it is served as, and the few facts needed to select it. Immutable; nobody changes the bytes.
 */
public final class Entry {

    private final String key;
    private final long revision;
    private final byte[] json;
    private final Splice splice;
    private final Facts facts;

    private Entry(String key, long revision, byte[] json, Splice splice, Facts facts) {
        this.key = key;
        this.revision = revision;
        this.json = json;
        this.splice = splice;
        this.facts = facts;
    }

    static Entry of(String key, long revision, byte[] stored, FactReader reader) {
        Splice splice = Splice.find(stored);
        return new Entry(key, revision, splice.with(stored, revision), splice, reader.read(stored));
    }

    /** The bytes a write is answered with: what was stored, with its revision in metadata.resourceVersion. */
    public static byte[] served(byte[] stored, Revision revision) {
        return Splice.find(stored).with(stored, revision.value());
    }

    /** The same object at another revision: what a watcher sees last of it. */
    Entry at(long later) {
        return new Entry(key, later, splice.replaced(json, revision, later), splice, facts);
    }

    /** The same object with its facts read anew, after the kind's selectable fields changed. */
    Entry reread(FactReader reader) {
        return new Entry(key, revision, json, splice, reader.read(json));
    }

    boolean isReadBy(FactReader reader) {
        return facts.reader() == reader;
    }

    /** The store's key. */
    public String key() {
        return key;
    }

    /** Namespace and name. */
    public ObjectKey id() {
        return new ObjectKey(Keys.namespaceOf(key), Keys.nameOf(key));
    }

    public Revision revision() {
        return new Revision(revision);
    }

    long revisionNumber() {
        return revision;
    }

    /** The whole object, apiVersion and kind included, with its resourceVersion. */
    public byte[] json() {
        return json;
    }

    /**
     * Where the object begins as an item of a list, whose items have no apiVersion and kind: a brace, then {@code json()} from here.
     */
    public int itemOffset() {
        return splice.itemAt();
    }

    /** Writes the object as an item of a list of a built-in kind, without apiVersion and kind. */
    public void writeItem(OutputStream out) throws IOException {
        out.write('{');
        out.write(json, splice.itemAt(), json.length - splice.itemAt());
    }

    public Map<String, String> labels() {
        return facts.labels();
    }

    public String uid() {
        return facts.uid();
    }

    /** The value of a selectable field; "" for none and for fields the kind was not registered with. */
    public String field(String name) {
        return switch (name) {
            case "metadata.name" -> Keys.nameOf(key);
            case "metadata.namespace" -> Keys.namespaceOf(key);
            default -> facts.field(name);
        };
    }

    /** A tree of one's own, parsed now. */
    public ObjectNode tree() {
        return (ObjectNode) Json.tree(json);
    }

    @Override
    public String toString() {
        return key + "@" + revision;
    }
}
