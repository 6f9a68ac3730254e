package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.KindValidation;
import io.navarch.machinery.object.GroupResource;
import java.util.Map;

/** The door: the rules of each kind of this package. */
public final class StorageKinds {

    private static final String GROUP = "storage.k8s.io";

    public static final Map<GroupResource, KindValidation> RULES = Map.of(
            new GroupResource("", "persistentvolumes"), new PersistentVolumeRules(),
            new GroupResource("", "persistentvolumeclaims"), new PersistentVolumeClaimRules(),
            new GroupResource(GROUP, "storageclasses"), new StorageClassRules(),
            new GroupResource(GROUP, "volumeattributesclasses"), new VolumeAttributesClassRules(),
            new GroupResource(GROUP, "csidrivers"), new CsiDriverRules(),
            new GroupResource(GROUP, "csinodes"), new CsiNodeRules(),
            new GroupResource(GROUP, "csistoragecapacities"), new CapacityRules(),
            new GroupResource(GROUP, "volumeattachments"), new AttachmentRules());

    private StorageKinds() {}
}
