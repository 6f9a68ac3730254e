/**
 * What decides where a pod may go and where it would rather go: kube-scheduler's filters and scores, by their names.
 *
 * <p>In flow a pod and its {@link io.navarch.scheduler.plugin.Surroundings}; a filter answers with a check per node, a score with a
 * number per node from 0 to 100. Kept: pure functions of what they are given, nothing is changed, and messages are the words users
 * know from Kubernetes. Read {@link io.navarch.scheduler.plugin.Filter} and {@link io.navarch.scheduler.plugin.Score} first.
 */
@NullMarked
package io.navarch.scheduler.plugin;

import org.jspecify.annotations.NullMarked;
