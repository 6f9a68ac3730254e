package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.util.List;

/**
 * A page of keys in order, as of {@code revision}. {@code count} is how many keys the whole range holds, those of this page included.
 */
public record Page(List<KeyValue> items, long count, Revision revision) {

    public boolean more() {
        return count > items.size();
    }
}
