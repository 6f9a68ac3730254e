package io.navarch.kubeproxy.rules;

import java.util.Set;

/**
 * The node the rules are for.
 *
 * @param zone "" when it has none
 * @param podCidr the addresses of all pods of the cluster
 * @param answeredHere service addresses that a server on this node itself answers (the cluster DNS): never sent elsewhere
 */
public record NodeView(String name, String zone, String podCidr, Set<String> answeredHere) {}
