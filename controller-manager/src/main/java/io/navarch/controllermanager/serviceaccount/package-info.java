/**
 * What every namespace is given: the "default" service account and the ConfigMap with the cluster's root certificate.
 *
 * <p>In flow namespaces and what they have of these; out flow the missing ones. A key is a namespace's name.
 */
@NullMarked
package io.navarch.controllermanager.serviceaccount;

import org.jspecify.annotations.NullMarked;
