package io.navarch.controllermanager.everything;

import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.KubeObject;

/** An object of any kind: its metadata alone. */
public record AnyObject(Meta metadata) implements KubeObject {}
