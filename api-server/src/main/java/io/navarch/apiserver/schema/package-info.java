/**
 * What an object of a kind looks like, as data: the structural schema of built-in kinds and custom resources alike.
 *
 * <p>In flow bytes or trees as clients send them; {@link io.navarch.apiserver.schema.Decoder} turns them into the canonical form that
 * is stored and served, {@link io.navarch.apiserver.schema.Defaults} fills in what the schema itself decides. Kept: decoding a
 * canonical object changes nothing. Read {@link io.navarch.apiserver.schema.Schema} first.
 */
@NullMarked
package io.navarch.apiserver.schema;

import org.jspecify.annotations.NullMarked;
