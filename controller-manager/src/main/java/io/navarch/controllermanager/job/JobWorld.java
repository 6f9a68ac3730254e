package io.navarch.controllermanager.job;

import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Pod;
import java.time.Instant;
import java.util.Collection;

/** A Job and the pods that name it as their controller, or none. */
record JobWorld(Batch.Job job, Collection<Pod> pods, String seed, Instant now) {}
