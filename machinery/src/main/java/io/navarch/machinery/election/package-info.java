/**
 * Which of several like services acts: leader election by a coordination.k8s.io Lease.
 *
 * <p>In flow what the Lease says and the time; out comes "you lead" and "you no longer lead". Kept: a leader stops leading before
 * anybody else can start, as long as clocks run at about the same speed (their readings need not agree). Read
 * {@link io.navarch.machinery.election.LeaderElection} first.
 */
@NullMarked
package io.navarch.machinery.election;

import org.jspecify.annotations.NullMarked;
