package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Selectors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A pod's spec, in the order Kubernetes checks it. */
final class PodSpecRules {

    private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
    private static final List<String> DNS_POLICIES = List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
    private static final List<String> PREEMPTION = List.of("PreemptLowerPriority", "Never");
    private static final List<String> SYSTEMS = List.of("linux", "windows");
    private static final int MOST_NAMESERVERS = 3;
    private static final int MOST_SEARCHES = 32;
    private static final int LONGEST_SEARCH_LIST = 2048;
    private static final int LONGEST_HOSTNAME = 64;

    private PodSpecRules() {}

    /** podName is "" for a template. */
    static void check(Field spec, PodContext.Owner owner, String podName) {
        if (!spec.at("terminationGracePeriodSeconds").isSet()) {
            spec.at("terminationGracePeriodSeconds").required();
        }
        PodContext pod = PodContext.of(spec, owner, VolumeRules.check(spec.at("volumes"), podName));
        resourceClaims(spec.at("resourceClaims"));
        ContainerRules.containers(spec.at("containers"), pod);
        ContainerRules.initContainers(spec.at("initContainers"), spec.at("containers"), pod);
        ContainerRules.ephemeralContainers(
                spec.at("ephemeralContainers"), spec.at("containers"), spec.at("initContainers"), pod);
        ResourceRules.wholePod(spec, pod);
        hostNetworkPorts(spec, pod);
        spec.at("restartPolicy").mustBeOneOf(RESTART_POLICIES);
        spec.at("dnsPolicy").mustBeOneOf(DNS_POLICIES);
        Selectors.labels(spec.at("nodeSelector"));
        SecurityRules.pod(spec);
        PlacementRules.affinity(spec.at("affinity"));
        dns(spec.at("dnsConfig"), spec.at("dnsPolicy").text());
        spec.at("readinessGates").items().forEach(gate -> Selectors.labelName(gate.at("conditionType")));
        schedulingGates(spec.at("schedulingGates"));
        PlacementRules.spread(spec.at("topologySpreadConstraints"));
        WindowsRules.hostProcess(spec);
        SecurityRules.hostUsers(spec, pod);
        hostnameOverride(spec);
        names(spec);
        rest(spec);
        WindowsRules.containers(spec).forEach(container -> EnvironmentRules.fileVolumes(container, pod));
    }

    private static void names(Field spec) {
        subdomain(spec.at("serviceAccountName"));
        subdomain(spec.at("nodeName"));
        Field deadline = spec.at("activeDeadlineSeconds");
        if (deadline.isSet()) {
            deadline.invalidFor(Formats.inRange(deadline.number(), 1, Integer.MAX_VALUE));
        }
        for (String label : List.of("hostname", "subdomain")) {
            if (!spec.at(label).isZero()) {
                spec.at(label).invalidFor(Formats.dns1123Label(spec.at(label).text()));
            }
        }
    }

    private static void subdomain(Field name) {
        if (!name.isZero()) {
            name.invalidFor(Formats.dns1123Subdomain(name.text()));
        }
    }

    private static void rest(Field spec) {
        PlacementRules.tolerations(spec.at("tolerations"));
        for (Field alias : spec.at("hostAliases").items()) {
            Addresses.ip(alias.at("ip"));
            for (Field name : alias.at("hostnames").items()) {
                name.invalidFor(Formats.dns1123Subdomain(name.text()));
            }
        }
        subdomain(spec.at("priorityClassName"));
        if (spec.at("runtimeClassName").isSet()) {
            spec.at("runtimeClassName").invalidFor(Formats.dns1123Subdomain(spec.at("runtimeClassName").text()));
        }
        if (spec.at("preemptionPolicy").isSet()) {
            spec.at("preemptionPolicy").mustBeOneOf(PREEMPTION);
        }
        ResourceRules.overhead(spec.at("overhead"));
        os(spec);
    }

    private static void os(Field spec) {
        Field os = spec.at("os");
        if (!os.isSet()) {
            return;
        }
        Field name = os.at("name");
        if (name.isZero()) {
            name.required();
        } else if (!name.isOneOf(SYSTEMS)) {
            name.as(os.path()).notSupported(SYSTEMS);
        } else if (name.text().equals("linux")) {
            WindowsRules.onLinux(spec);
        } else {
            WindowsRules.onWindows(spec);
        }
    }

    private static void resourceClaims(Field claims) {
        Set<String> names = new HashSet<>();
        for (Field claim : claims.items()) {
            Field name = claim.at("name");
            if (name.isZero()) {
                name.required();
            } else if (!names.add(name.text())) {
                name.duplicate();
            } else {
                name.invalidFor(Formats.dns1123Label(name.text()));
            }
            boolean named = claim.at("resourceClaimName").isSet();
            boolean template = claim.at("resourceClaimTemplateName").isSet();
            if (named && template) {
                claim.invalidAs("PodResourceClaim", "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
            }
            if (!named && !template) {
                claim.invalidAs("PodResourceClaim", "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
            }
            for (String reference : List.of("resourceClaimName", "resourceClaimTemplateName")) {
                if (claim.at(reference).isSet()) {
                    claim.at(reference).invalidFor(Formats.dns1123Subdomain(claim.at(reference).text()));
                }
            }
        }
    }

    /** On the host's network a container's port is the host's. A template may leave the host's port open. */
    private static void hostNetworkPorts(Field spec, PodContext pod) {
        if (!spec.at("hostNetwork").flag()) {
            return;
        }
        for (Field container : spec.at("containers").items()) {
            for (Field port : container.at("ports").items()) {
                Field host = port.at("hostPort");
                boolean checked = pod.owner() == PodContext.Owner.POD || host.number() != 0;
                if (checked && host.number() != port.at("containerPort").number()) {
                    host.invalid(host.number(), "must match `containerPort` when `hostNetwork` is true");
                }
            }
        }
    }

    private static void dns(Field config, String policy) {
        Field nameservers = config.at("nameservers");
        if (policy.equals("None")) {
            if (!config.isSet()) {
                config.required("must provide `dnsConfig` when `dnsPolicy` is None");
                return;
            }
            if (nameservers.isZero()) {
                nameservers.required("must provide at least one DNS nameserver when `dnsPolicy` is None");
                return;
            }
        }
        if (nameservers.size() > MOST_NAMESERVERS) {
            nameservers.invalid("must not have more than " + MOST_NAMESERVERS + " nameservers");
        }
        nameservers.items().forEach(Addresses::ip);
        Field searches = config.at("searches");
        if (searches.size() > MOST_SEARCHES) {
            searches.invalid("must not have more than " + MOST_SEARCHES + " search paths");
        }
        int length = searches.items().stream().mapToInt(s -> s.text().length() + 1).sum() - 1;
        if (length > LONGEST_SEARCH_LIST) {
            searches.invalid("must not have more than " + LONGEST_SEARCH_LIST + " characters (including spaces) in the search list");
        }
        for (Field search : searches.items()) {
            String text = search.text();
            if (!text.equals(".")) {
                String domain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
                Formats.dns1123SubdomainWithUnderscore(domain).forEach(message -> search.invalid(domain, message));
            }
        }
        for (Field option : config.at("options").items()) {
            if (option.at("name").isZero()) {
                option.required("must not be empty");
            }
        }
    }

    private static void schedulingGates(Field gates) {
        Set<String> seen = new HashSet<>();
        for (Field gate : gates.items()) {
            String name = gate.at("name").text();
            Formats.qualifiedName(name).forEach(message -> gate.invalid(name, message));
            if (!seen.add(name)) {
                gate.duplicate(name);
            }
        }
    }

    private static void hostnameOverride(Field spec) {
        Field override = spec.at("hostnameOverride");
        if (!override.isSet()) {
            return;
        }
        if (spec.at("setHostnameAsFQDN").flag()) {
            override.forbidden("may not be specified when setHostnameAsFQDN is true");
        }
        if (spec.at("hostNetwork").flag()) {
            override.forbidden("may not be specified when hostNetwork is true");
        }
        if (override.text().length() > LONGEST_HOSTNAME) {
            override.tooLong(LONGEST_HOSTNAME);
        }
        override.invalidFor(Formats.dns1123Subdomain(override.text()));
    }
}
