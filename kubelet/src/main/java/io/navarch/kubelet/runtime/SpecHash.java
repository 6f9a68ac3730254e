package io.navarch.kubelet.runtime;

import io.navarch.kubelet.spec.Container;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * What of a container's spec, when changed, needs a new container. Of a running pod's spec the API lets only images and resources
 * change, and resources are changed in place: so it is the name and the image.
 */
public final class SpecHash {

    private SpecHash() {}

    public static String of(Container container) {
        CRC32 sum = new CRC32();
        sum.update((container.name() + "\0" + container.image()).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
