/**
 * What a client is told of the resources there are: /api, /apis and below, one by one or all at once.
 *
 * <p>In flows a catalogue snapshot, out come documents; no transport, no state beyond what one snapshot's documents are cached in. Read
 * {@link io.navarch.apiserver.discovery.Discovery} first.
 */
@NullMarked
package io.navarch.apiserver.discovery;

import org.jspecify.annotations.NullMarked;
