package io.navarch.apiserver.cache;

import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.store.Compacted;
import io.navarch.apiserver.store.KeyValue;
import io.navarch.apiserver.store.Page;
import io.navarch.apiserver.store.Range;
import io.navarch.apiserver.store.Store;
import io.navarch.machinery.object.Revision;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Lists a kind: out of a tree, or, at a revision that memory no longer holds, out of the store. */
final class Lister {

    /** Keys per request to the store. */
    private static final int PAGE = 1_000;

    /** Behind every key with the same prefix, as '0' comes after '/'. */
    private static final char BEHIND_SLASH = '0';

    private final Store store;

    Lister(Store store) {
        this.store = store;
    }

    /** @param start where to begin, counted from the prefix of the list; "" is at its beginning */
    Listing list(KindTable kind, EntryTree tree, Revision revision, Selection selection, String start, int limit) {
        String prefix = Keys.prefix(kind.resource(), selection.namespace());
        String end = endOf(prefix);
        String from = prefix + start;
        Iterator<Entry> entries = entriesOf(tree, prefix, from, end, selection);
        List<Entry> found = new ArrayList<>();
        while (entries.hasNext()) {
            Entry entry = entries.next();
            if (selection.isWhole() || selection.matches(entry)) {
                found.add(entry);
                if (found.size() == limit) {
                    break;
                }
            }
        }
        if (!entries.hasNext() || limit <= 0) {
            return new Listing(found, revision, "", OptionalLong.empty());
        }
        OptionalLong remaining = selection.isWhole()
                ? OptionalLong.of(tree.countBefore(end) - tree.countBefore(from) - found.size())
                : OptionalLong.empty();
        return new Listing(found, revision, next(found, prefix), remaining);
    }

    private static Iterator<Entry> entriesOf(
            EntryTree tree, String prefix, String from, String end, Selection selection) {
        Optional<String> name = selection.fields().required("metadata.name");
        if (name.isPresent() && !selection.namespace().isEmpty()) {
            Entry one = tree.get(prefix + name.get());
            return one == null || one.key().compareTo(from) < 0
                    ? List.<Entry>of().iterator()
                    : List.of(one).iterator();
        }
        return tree.range(from, end);
    }

    /** The same out of the store. */
    Listing listFromStore(KindTable kind, Revision revision, Selection selection, String start, int limit) {
        String prefix = Keys.prefix(kind.resource(), selection.namespace());
        List<Entry> found = new ArrayList<>();
        String from = prefix + start;
        try {
            while (true) {
                Page page = store.range(new Range(prefix, PAGE, from, revision));
                long left = page.count();
                for (KeyValue item : page.items()) {
                    left--;
                    Entry entry = CacheWriter.read(kind, item.key(), item.revision(), item.value());
                    if (entry == null || !selection.matches(entry)) {
                        continue;
                    }
                    found.add(entry);
                    if (found.size() == limit && left > 0) {
                        OptionalLong remaining = selection.isWhole() ? OptionalLong.of(left) : OptionalLong.empty();
                        return new Listing(found, revision, next(found, prefix), remaining);
                    }
                }
                if (!page.more()) {
                    return new Listing(found, revision, "", OptionalLong.empty());
                }
                from = page.items().getLast().key() + "\0";
            }
        } catch (Compacted gone) {
            throw Refusal.expired("The resourceVersion for the provided list is too old.");
        }
    }

    private static String next(List<Entry> found, String prefix) {
        return found.getLast().key().substring(prefix.length()) + "\0";
    }

    static String endOf(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + BEHIND_SLASH;
    }
}
