/**
 * ServiceCIDRs are told ready, and stay while services have addresses that no other range has.
 *
 * <p>In flow ServiceCIDRs and services; out flow a finalizer and the condition Ready. Nothing is kept.
 */
@NullMarked
package io.navarch.controllermanager.servicecidr;

import org.jspecify.annotations.NullMarked;
