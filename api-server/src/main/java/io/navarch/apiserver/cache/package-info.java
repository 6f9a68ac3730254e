/**
 * The watch cache: every object of every kind in memory, as the bytes it is served as, in the store's one order.
 *
 * <p>In flows one {@link io.navarch.apiserver.store.Feed} over all keys, taken by one thread. Out come consistent reads
 * ({@link io.navarch.apiserver.cache.Snapshot}, which readers take without a lock), lists at older revisions, watches of one kind and
 * subscriptions to several. Kept: a snapshot shows the store exactly as of its revision over all kinds; a watch tells every change after
 * its beginning once, in order, or ends saying that it cannot. Read {@link io.navarch.apiserver.cache.WatchCache} first.
 */
@NullMarked
package io.navarch.apiserver.cache;

import org.jspecify.annotations.NullMarked;
