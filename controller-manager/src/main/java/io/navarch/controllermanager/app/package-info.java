/**
 * The controller manager as a process: properties, wiring, main. Nothing else of the module knows Spring.
 *
 * <p>{@link io.navarch.controllermanager.app.ControllerManagerWiring} is the object graph on one screen.
 */
@NullMarked
package io.navarch.controllermanager.app;

import org.jspecify.annotations.NullMarked;
