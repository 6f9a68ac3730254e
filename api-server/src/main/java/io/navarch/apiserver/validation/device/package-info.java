/**
 * What the kinds of resource.k8s.io refuse: claims to devices, classes of devices, and the slices in which drivers publish them.
 *
 * <p>In flows an object of one of these kinds, out flow complaints to the fields they are about.
 * {@link io.navarch.apiserver.validation.device.DeviceKinds} is the door. Pure, as all of validation.
 */
@NullMarked
package io.navarch.apiserver.validation.device;

import org.jspecify.annotations.NullMarked;
