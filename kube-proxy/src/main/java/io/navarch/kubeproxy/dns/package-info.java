/**
 * The cluster's DNS: names of services and their endpoints from the proxy's own world, all others from the resolvers of the node.
 *
 * <p>In flow queries over UDP and TCP; out go answers by the Kubernetes DNS specification
 * (https://github.com/kubernetes/dns/blob/master/docs/specification.md), or what an upstream resolver answered, byte for byte. Kept: a
 * name of the cluster's domain is never asked upstream. Read {@link io.navarch.kubeproxy.dns.ClusterNames} first.
 */
@NullMarked
package io.navarch.kubeproxy.dns;

import org.jspecify.annotations.NullMarked;
