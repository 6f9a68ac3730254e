/** Deletes finished Jobs ttlSecondsAfterFinished after their end, their pods with them. */
@NullMarked
package io.navarch.controllermanager.ttl;

import org.jspecify.annotations.NullMarked;
