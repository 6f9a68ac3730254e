package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Paths;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Security contexts on Linux; what is Windows' alone is {@link WindowsRules}. */
final class SecurityRules {

    private static final List<String> PROFILE_TYPES = List.of("Localhost", "RuntimeDefault", "Unconfined");
    private static final List<String> PROC_MOUNTS = List.of("Default", "Unmasked");
    private static final List<String> FS_GROUP_POLICIES = List.of("Always", "OnRootMismatch");
    private static final List<String> SUPPLEMENTAL_POLICIES = List.of("Merge", "Strict");
    private static final List<String> SELINUX_POLICIES = List.of("MountOption", "Recursive");
    private static final String SEGMENT = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private static final String SYSCTL = "^(" + SEGMENT + "[\\./])*" + SEGMENT + "$";
    private static final Pattern SYSCTL_PATTERN = Pattern.compile(SYSCTL);
    private static final int SYSCTL_LIMIT = 253;
    private static final int APPARMOR_LIMIT = 4095;

    private SecurityRules() {}

    static void container(Field context, PodContext pod) {
        if (!context.isSet()) {
            return;
        }
        id(context.at("runAsUser"));
        id(context.at("runAsGroup"));
        Field procMount = context.at("procMount");
        if (procMount.isSet()) {
            if (!procMount.isOneOf(PROC_MOUNTS)) {
                procMount.notSupported(PROC_MOUNTS);
            }
            if (pod.hostUsers() && procMount.text().equals("Unmasked")) {
                procMount.invalid("`hostUsers` must be false to use `Unmasked`");
            }
        }
        seccomp(context.at("seccompProfile"));
        Field escalation = context.at("allowPrivilegeEscalation");
        if (escalation.isSet() && !escalation.flag()) {
            if (context.at("privileged").flag()) {
                context.invalidAs("SecurityContext", "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
            }
            for (Field capability : context.at("capabilities", "add").items()) {
                if (capability.text().equals("CAP_SYS_ADMIN")) {
                    context.invalidAs("SecurityContext", "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
                }
            }
        }
        WindowsRules.options(context.at("windowsOptions"));
        appArmor(context.at("appArmorProfile"));
    }

    static void pod(Field spec) {
        Field context = spec.at("securityContext");
        if (!context.isSet()) {
            return;
        }
        id(context.at("fsGroup"));
        id(context.at("runAsUser"));
        id(context.at("runAsGroup"));
        context.at("supplementalGroups").items().forEach(SecurityRules::id);
        if (spec.at("hostPID").flag() && spec.at("shareProcessNamespace").flag()) {
            spec.at("shareProcessNamespace")
                    .as(context.path().child("shareProcessNamespace"))
                    .invalid("ShareProcessNamespace and HostPID cannot both be enabled");
        }
        sysctls(context.at("sysctls"), spec);
        oneOf(context.at("fsGroupChangePolicy"), FS_GROUP_POLICIES);
        seccomp(context.at("seccompProfile"));
        WindowsRules.options(context.at("windowsOptions"));
        appArmor(context.at("appArmorProfile"));
        oneOf(context.at("supplementalGroupsPolicy"), SUPPLEMENTAL_POLICIES);
        oneOf(context.at("seLinuxChangePolicy"), SELINUX_POLICIES);
    }

    private static void oneOf(Field field, List<String> supported) {
        if (field.isSet() && !field.isOneOf(supported)) {
            field.notSupported(supported);
        }
    }

    /** A user or group id. */
    private static void id(Field id) {
        if (id.isSet()) {
            id.invalidFor(Formats.inRange(id.number(), 0, Integer.MAX_VALUE));
        }
    }

    private static void sysctls(Field sysctls, Field spec) {
        Set<String> seen = new HashSet<>();
        for (Field sysctl : sysctls.items()) {
            Field name = sysctl.at("name");
            if (name.isZero()) {
                name.required();
            } else if (name.text().length() > SYSCTL_LIMIT || !SYSCTL_PATTERN.matcher(name.text()).matches()) {
                name.invalid("must have at most " + SYSCTL_LIMIT + " characters and match regex " + SYSCTL);
            } else if (seen.contains(name.text())) {
                name.duplicate();
            }
            String dotted = name.text().replace('/', '.');
            if (spec.at("hostNetwork").flag() && dotted.startsWith("net.")) {
                name.invalid("may not be specified when 'hostNetwork' is true");
            } else if (spec.at("hostIPC").flag() && isIpc(dotted)) {
                name.invalid("may not be specified when 'hostIPC' is true");
            }
            seen.add(name.text());
        }
    }

    private static boolean isIpc(String sysctl) {
        return sysctl.equals("kernel.sem") || sysctl.startsWith("kernel.shm") || sysctl.startsWith("kernel.msg")
                || sysctl.startsWith("fs.mqueue.");
    }

    static void seccomp(Field profile) {
        if (!profile.isSet()) {
            return;
        }
        Field type = profile.at("type");
        if (type.isZero()) {
            type.required("type is required when seccompProfile is set");
        } else if (!type.isOneOf(PROFILE_TYPES)) {
            type.notSupported(PROFILE_TYPES);
        }
        Field file = profile.at("localhostProfile");
        if (type.text().equals("Localhost")) {
            if (file.isSet()) {
                Paths.descending(file);
            } else {
                file.required("must be set when seccomp type is Localhost");
            }
        } else if (file.isSet()) {
            file.invalid(profile.value(), "can only be set when seccomp type is Localhost");
        }
    }

    private static void appArmor(Field profile) {
        if (!profile.isSet()) {
            return;
        }
        Field type = profile.at("type");
        Field file = profile.at("localhostProfile");
        if (type.text().equals("Localhost")) {
            String name = file.text();
            if (!file.isSet() || name.isBlank() && name.equals(name.strip())) {
                file.required("must be set when AppArmor type is Localhost");
            } else if (!name.equals(name.strip())) {
                file.invalid("must not be padded with whitespace");
            }
            if (name.length() > APPARMOR_LIMIT) {
                file.tooLong(APPARMOR_LIMIT);
            }
        } else if (type.isOneOf(PROFILE_TYPES)) {
            if (file.isSet()) {
                file.invalid("can only be set when AppArmor type is Localhost");
            }
        } else if (type.isZero()) {
            type.required("type is required when appArmorProfile is set");
        } else {
            type.notSupported(PROFILE_TYPES);
        }
    }

    /** With users of its own a pod may not share the host's namespaces. */
    static void hostUsers(Field spec, PodContext pod) {
        if (pod.hostUsers()) {
            return;
        }
        FieldPath path = spec.path();
        if (spec.at("hostNetwork").flag()) {
            spec.at("hostNetwork").forbidden("when `hostUsers` is false");
        }
        if (spec.at("hostPID").flag()) {
            spec.as(path.child("HostPID")).forbidden("when `hostUsers` is false");
        }
        if (spec.at("hostIPC").flag()) {
            spec.as(path.child("HostIPC")).forbidden("when `hostUsers` is false");
        }
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (Field container : spec.at(list).items()) {
                if (!container.at("volumeDevices").isZero()) {
                    container.at("volumeDevices").forbidden("when `hostUsers` is false");
                }
            }
        }
    }
}
