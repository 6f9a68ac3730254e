/**
 * How the API server says no: a {@link io.navarch.apiserver.status.Refusal} carries a metav1.Status, word for word as Kubernetes answers.
 *
 * <p>Verbs, decoders, strategies and admission throw it; the edge (HTTP, gRPC) is the one place that turns it into an answer. Problems
 * with fields are values ({@link io.navarch.apiserver.status.FieldError}), gathered and then thrown at once as Invalid. Nothing here
 * decides anything. Read Refusal first.
 */
@NullMarked
package io.navarch.apiserver.status;

import org.jspecify.annotations.NullMarked;
