/**
 * The state of the cluster: keys and bytes in one order of revisions, as etcd keeps them.
 *
 * <p>In flow {@link io.navarch.apiserver.store.Txn}s, each on one key and the revision it was read at; out come values, pages at any
 * revision not yet compacted, and a {@link io.navarch.apiserver.store.Feed} of every change. Kept: a write that was answered is durable,
 * every change has a revision larger than all before it, and a feed neither loses nor repeats one. Three stores keep the same contract
 * (StoreContractTest): memory, an embedded SQLite file, and etcd. Read {@link io.navarch.apiserver.store.Store} first.
 */
@NullMarked
package io.navarch.apiserver.store;

import org.jspecify.annotations.NullMarked;
