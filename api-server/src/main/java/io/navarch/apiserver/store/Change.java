package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import org.jspecify.annotations.Nullable;

/** One write as a feed tells it: the new value, or null for a deletion. */
public record Change(String key, byte @Nullable [] value, Revision revision) {}
