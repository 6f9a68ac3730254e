package io.navarch.controllermanager.volume;

import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Volume.Claim;
import io.navarch.controllermanager.kind.Volume.Persistent;
import io.navarch.controllermanager.kind.Volume.StorageClass;
import java.util.Collection;
import java.util.Optional;

/** A claim, all volumes, the class it names, and the pods that use it. */
record ClaimWorld(
        Claim claim, Collection<Persistent> volumes, Optional<StorageClass> storageClass, Collection<Pod> pods) {}
