/**
 * Certificate signing requests: those of kubelets for client certificates are approved when their maker may have them, approved ones
 * are signed with the cluster's authority by the four signers of Kubernetes, and old ones are removed.
 *
 * <p>In flow requests; out flow approvals, certificates, failures, deletions. Nothing is kept. Read {@link
 * io.navarch.controllermanager.certificates.Signers} first, which says what each signer signs.
 */
@NullMarked
package io.navarch.controllermanager.certificates;

import org.jspecify.annotations.NullMarked;
