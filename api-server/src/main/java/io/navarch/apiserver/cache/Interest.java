package io.navarch.apiserver.cache;

import io.navarch.machinery.object.GroupResource;

/** A kind a subscriber cares about, narrowed by a selection. */
public record Interest(GroupResource resource, Selection selection) {}
