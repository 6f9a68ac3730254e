/**
 * The door to the node's kernel: nft runs a script, conntrack forgets connections, ip gives the loopback interface an address. In flow
 * texts, out comes whether it worked; nothing here decides. Read {@link io.navarch.kubeproxy.nft.PacketFilter} first.
 */
@NullMarked
package io.navarch.kubeproxy.nft;

import org.jspecify.annotations.NullMarked;
