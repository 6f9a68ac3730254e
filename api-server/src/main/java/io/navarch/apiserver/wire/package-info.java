/**
 * The forms objects travel in: JSON, YAML and Kubernetes' protobuf, and how a request says which it wants.
 *
 * <p>In flow headers and bytes, out flow trees, and the other way round. {@link io.navarch.apiserver.wire.Negotiation} reads Accept and
 * Content-Type, {@link io.navarch.apiserver.wire.YamlCodec} and {@link io.navarch.apiserver.wire.ProtobufCodec} translate. A canonical
 * object that goes through protobuf and back is the same object. What cannot be read is {@link io.navarch.apiserver.wire.Undecodable};
 * its words are Kubernetes', the refusal around them is the verb's.
 */
@NullMarked
package io.navarch.apiserver.wire;

import org.jspecify.annotations.NullMarked;
