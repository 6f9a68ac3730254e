package io.navarch.machinery.world;

import io.navarch.machinery.object.Meta;

/** A record a component keeps of an object: its metadata and whatever else the component looks at. */
public interface KubeObject {
    Meta metadata();
}
