package io.navarch.machinery.identity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Under which names and addresses a server is reached: its certificate's subject alternative names. IPs are literals. */
public record ServingNames(Set<String> dnsNames, Set<String> ips) {

    /** A client's certificate names no server. */
    public static final ServingNames NONE = new ServingNames(Set.of(), Set.of());

    public static ServingNames of(List<String> dnsNames, List<String> ips) {
        return new ServingNames(new LinkedHashSet<>(dnsNames), new LinkedHashSet<>(ips));
    }

    /** The names of the API server: those every pod uses, the loopback, and the given ones ("host" or an IP literal). */
    public static ServingNames ofApiServer(String clusterDomain, String serviceIp, List<String> more) {
        List<String> dns = new ArrayList<>(List.of("localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
                "kubernetes.default.svc." + clusterDomain));
        List<String> ips = new ArrayList<>(List.of("127.0.0.1", "::1", serviceIp));
        for (String one : more) {
            (looksLikeAnAddress(one) ? ips : dns).add(one);
        }
        return of(dns, ips);
    }

    static boolean looksLikeAnAddress(String name) {
        return name.indexOf(':') >= 0 || name.matches("[0-9]+(\\.[0-9]+){3}");
    }
}
