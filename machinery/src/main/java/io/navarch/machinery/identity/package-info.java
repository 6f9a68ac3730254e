/**
 * Who is who in a cluster: one certificate authority, one certificate for each component, and TLS made of them.
 *
 * <p>In flow names ({@link io.navarch.machinery.identity.Subject}, {@link io.navarch.machinery.identity.ServingNames}); out come
 * PEM files in a folder, {@link io.navarch.machinery.identity.Identity} values and TLS contexts. Kept: a private key is written once,
 * readable by its owner only, and is never logged; a certificate is issued anew while a third of its life is left. Read
 * {@link io.navarch.machinery.identity.IdentityFolder} first.
 */
@NullMarked
package io.navarch.machinery.identity;

import org.jspecify.annotations.NullMarked;
