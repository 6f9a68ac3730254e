/**
 * The container images that come with Navarch, built where no registry can be reached.
 *
 * <p>In flows a static busybox; out come docker archives, one for each image, that containerd and docker import. Kept: the same
 * busybox and the same files give the same bytes. Read {@link io.navarch.command.image.ImageArchives} first.
 */
@NullMarked
package io.navarch.command.image;

import org.jspecify.annotations.NullMarked;
