package io.navarch.apiserver.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the bytes of every revision lie. */
interface Rows {

    /** The write of that revision; null when it has been compacted. */
    @Nullable Row at(long revision);

    /** At most {@code limit} writes from that revision on, in order. */
    List<Row> from(long revision, int limit);
}
