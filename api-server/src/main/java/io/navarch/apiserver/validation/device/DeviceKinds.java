package io.navarch.apiserver.validation.device;

import io.navarch.apiserver.validation.KindValidation;
import io.navarch.machinery.object.GroupResource;
import java.util.Map;

/** The door: the rules of each kind of this package. */
public final class DeviceKinds {

    private static final String GROUP = "resource.k8s.io";

    public static final Map<GroupResource, KindValidation> RULES = Map.of(
            new GroupResource(GROUP, "resourceclaims"), new ResourceClaimRules(),
            new GroupResource(GROUP, "resourceclaimtemplates"), new ResourceClaimTemplateRules(),
            new GroupResource(GROUP, "deviceclasses"), new DeviceClassRules(),
            new GroupResource(GROUP, "resourceslices"), new ResourceSliceRules());

    private DeviceKinds() {}
}
