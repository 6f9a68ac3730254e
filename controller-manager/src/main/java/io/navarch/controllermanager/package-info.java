/**
 * The controller manager: drives the cluster to what was asked for.
 *
 * <p>{@link io.navarch.controllermanager.ControllerManager} builds and runs all controllers, one package each, over one World in one
 * loop; the ones that look at every kind run in the loop of {@code everything}. A controller's planner is pure; its writes are carried
 * out by {@code write.WritingController}. Read {@code write.Write} and one planner, such as {@code replicaset}'s, first.
 */
@NullMarked
package io.navarch.controllermanager;

import org.jspecify.annotations.NullMarked;
