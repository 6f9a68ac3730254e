package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.util.List;

/** The changes behind {@link Store#watch}, taken by one thread. */
public interface Feed extends AutoCloseable {

    /**
     * What happened since the last call, in revision order; all changes of one revision come in one batch. With nothing to tell after
     * {@code patience} the batch is empty. Throws {@link Compacted} when changes were compacted before they could be told, and
     * {@link StoreUnavailable} when the feed broke; then another has to be opened.
     */
    Batch next(Duration patience) throws InterruptedException;

    @Override
    void close();

    /** Nothing at or before {@code upTo} is still to come; zero while that is not known. */
    record Batch(List<Change> changes, Revision upTo) {}
}
