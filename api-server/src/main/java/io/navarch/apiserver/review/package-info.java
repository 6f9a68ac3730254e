/**
 * Questions that are asked by creating an object: who is this, may they, give me a token. Nothing is stored.
 *
 * <p>In flows a review or token request, out flows the same object with its status filled in. Registered as actions of their resources;
 * read {@link io.navarch.apiserver.review.Reviews} first.
 */
@NullMarked
package io.navarch.apiserver.review;

import org.jspecify.annotations.NullMarked;
