/**
 * Removes pods that nobody else will: on nodes that are gone, deleted before they were bound, on nodes out of service, and the oldest
 * of too many that ended.
 *
 * <p>In flow pods and nodes; out flow pods failed and deleted at once. It looks at all of them every 20 s; its one key is {@code
 * PodGcController.SWEEP}.
 */
@NullMarked
package io.navarch.controllermanager.podgc;

import org.jspecify.annotations.NullMarked;
