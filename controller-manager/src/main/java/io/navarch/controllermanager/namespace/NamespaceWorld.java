package io.navarch.controllermanager.namespace;

import io.navarch.controllermanager.everything.AllKinds.Found;
import io.navarch.controllermanager.kind.Plain;
import java.time.Instant;
import java.util.List;

/** A namespace and all that is in it, kind by kind. */
record NamespaceWorld(Plain.Namespace namespace, List<Found> content, Instant now) {}
