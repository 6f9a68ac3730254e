package io.navarch.apiserver.resource;

import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Formats;
import java.util.List;
import java.util.function.Function;

/** What names a kind accepts. */
public enum NameRule {
    DNS_SUBDOMAIN(Formats::dns1123Subdomain),
    DNS_LABEL(Formats::dns1123Label),
    DNS_1035_LABEL(Formats::dns1035Label),
    /** A subdomain whose length is complained of in bytes. */
    LONG_NAME(Names::dnsSubdomain),
    /** Anything that can stand in a path, as the names of RBAC's kinds. */
    PATH_SEGMENT(Names::pathSegment),
    /** An address in canonical form, as the names of IPAddresses. */
    IP_ADDRESS(Addresses::canonicalIpFaults),
    /** Whatever the strategy itself says about names. */
    STRATEGY(name -> List.of());

    private final Function<String, List<String>> check;

    NameRule(Function<String, List<String>> check) {
        this.check = check;
    }

    /** What is wrong with a name; nothing when it is fine. */
    public List<String> problems(String name) {
        return check.apply(name);
    }

    /** What is wrong with a generateName, which may end with a dash. */
    public List<String> prefixProblems(String prefix) {
        if (this == PATH_SEGMENT) {
            return Names.pathSegmentPrefix(prefix);
        }
        int end = prefix.length();
        return problems(end > 1 && prefix.charAt(end - 1) == '-' ? prefix.substring(0, end - 1) + "a" : prefix);
    }
}
