/**
 * The API described for machines and for {@code kubectl explain}: OpenAPI v2 as one document (JSON or protobuf), OpenAPI v3 as one
 * document per group and version.
 *
 * <p>In flows a catalogue snapshot and the types' definitions, out come documents with their hashes, made when first asked for and kept
 * as long as the catalogue is current. {@link io.navarch.apiserver.openapi.OpenApi} is the door; read
 * {@link io.navarch.apiserver.openapi.Operations} first.
 */
@NullMarked
package io.navarch.apiserver.openapi;

import org.jspecify.annotations.NullMarked;
