/**
 * The rules of the group certificates.k8s.io.
 *
 * <p>In flows a CertificateSigningRequest, out flow complaints. {@link io.navarch.apiserver.validation.certificate.CertificateRequestRules}
 * is the door; the PEM inside is read by {@link io.navarch.apiserver.validation.certificate.Pem}.
 */
@NullMarked
package io.navarch.apiserver.validation.certificate;

import org.jspecify.annotations.NullMarked;
