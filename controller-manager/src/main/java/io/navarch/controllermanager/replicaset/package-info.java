/**
 * Keeps as many pods of a ReplicaSet, or ReplicationController, as it asks for.
 *
 * <p>In flow the set and the pods it may claim; out flow pods made and deleted, adoptions, releases, and the status. Kept: pods are
 * deleted in the order that hurts least. Read {@link io.navarch.controllermanager.replicaset.ReplicaSetPlanner} first.
 */
@NullMarked
package io.navarch.controllermanager.replicaset;

import org.jspecify.annotations.NullMarked;
