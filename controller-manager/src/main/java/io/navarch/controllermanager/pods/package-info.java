/**
 * What the controllers of pods share: making a pod from a template, and claiming what a selector finds.
 *
 * <p>In flow templates and pods; out flow the JSON of new pods, and adoptions and releases. Kept: an object is claimed only by the
 * controller it names, or by one that is not being deleted when it names none.
 */
@NullMarked
package io.navarch.controllermanager.pods;

import org.jspecify.annotations.NullMarked;
