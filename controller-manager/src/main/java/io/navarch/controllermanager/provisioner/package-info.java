/**
 * Makes volumes in a directory of the node a pod was placed on, for claims of the classes of {@value
 * io.navarch.controllermanager.provisioner.LocalProvisioner#PROVISIONER}; and keeps a default class of that sort.
 *
 * <p>In flow claims with a selected node; out flow volumes reserved for them, and the deletion of volumes given back. Kept: a claim
 * gets one volume, whose name comes from the claim's uid. The directory is made by the kubelet when the volume is first mounted; what
 * is in it stays on the node when the volume is deleted.
 */
@NullMarked
package io.navarch.controllermanager.provisioner;

import org.jspecify.annotations.NullMarked;
