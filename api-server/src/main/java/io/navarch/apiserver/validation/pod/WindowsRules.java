package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What differs between Windows and Linux pods. */
final class WindowsRules {

    private static final int CREDENTIAL_LIMIT = 64 * 1024;
    private static final int DOMAIN_LIMIT = 256;
    private static final int USER_LIMIT = 104;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern NETBIOS = Pattern.compile("[^\\\\/:*?\"<>|.][^\\\\/:*?\"<>|]{0,14}");
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    private static final Pattern DNS = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final Pattern FORBIDDEN_IN_USER = Pattern.compile("[\"/\\\\:;|=,+*?<>@\\[\\]]");
    private static final Pattern ONLY_DOTS_AND_SPACES = Pattern.compile("[. ]+");

    private static final List<String> POD_LINUX_ONLY = List.of(
            "securityContext.appArmorProfile",
            "securityContext.seLinuxOptions",
            "hostUsers",
            "hostPID",
            "hostIPC",
            "securityContext.seccompProfile",
            "securityContext.fsGroup",
            "securityContext.fsGroupChangePolicy",
            "securityContext.sysctls",
            "shareProcessNamespace",
            "securityContext.runAsUser",
            "securityContext.runAsGroup",
            "securityContext.supplementalGroups",
            "securityContext.supplementalGroupsPolicy",
            "securityContext.seLinuxChangePolicy");
    private static final List<String> CONTAINER_LINUX_ONLY = List.of(
            "appArmorProfile",
            "seLinuxOptions",
            "seccompProfile",
            "capabilities",
            "readOnlyRootFilesystem",
            "privileged",
            "allowPrivilegeEscalation",
            "procMount",
            "runAsUser",
            "runAsGroup");

    private WindowsRules() {}

    static void options(Field options) {
        if (!options.isSet()) {
            return;
        }
        Field name = options.at("gmsaCredentialSpecName");
        if (name.isSet()) {
            name.invalidFor(Formats.dns1123Subdomain(name.text()));
        }
        Field credential = options.at("gmsaCredentialSpec");
        if (credential.isSet()) {
            if (credential.text().isEmpty()) {
                credential.invalid("gmsaCredentialSpec cannot be an empty string");
            } else if (credential.text().length() > CREDENTIAL_LIMIT) {
                credential.invalid("gmsaCredentialSpec size must be under " + CREDENTIAL_LIMIT / 1024 + " KiB");
            }
        }
        Field user = options.at("runAsUserName");
        if (user.isSet()) {
            user(user);
        }
    }

    private static void user(Field field) {
        String text = field.text();
        String[] parts = text.split("\\\\", -1);
        if (text.isEmpty()) {
            field.invalid("runAsUserName cannot be an empty string");
        } else if (CONTROL.matcher(text).find()) {
            field.invalid("runAsUserName cannot contain control characters");
        } else if (parts.length > 2) {
            field.invalid("runAsUserName cannot contain more than one backslash");
        } else {
            String user = parts[parts.length - 1];
            if (parts.length == 2) {
                String domain = parts[0];
                if (domain.length() >= DOMAIN_LIMIT) {
                    field.invalid("runAsUserName's Domain length must be under " + DOMAIN_LIMIT + " characters");
                }
                if (!NETBIOS.matcher(domain).matches() && !DNS.matcher(domain).matches()) {
                    field.invalid("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
                }
            }
            if (user.isEmpty()) {
                field.invalid("runAsUserName's User cannot be empty");
            } else if (user.length() > USER_LIMIT) {
                field.invalid("runAsUserName's User length must not be longer than " + USER_LIMIT + " characters");
            }
            if (ONLY_DOTS_AND_SPACES.matcher(user).matches()) {
                field.invalid("runAsUserName's User cannot contain only periods or spaces");
            }
            if (FORBIDDEN_IN_USER.matcher(user).find()) {
                field.invalid("runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
            }
        }
    }

    /** hostProcess is all or none, and needs the host's network. */
    static void hostProcess(Field spec) {
        Field ofPod = spec.at("securityContext", "windowsOptions", "hostProcess");
        int hostProcesses = 0;
        List<Field> containers = containers(spec);
        for (Field container : containers) {
            Field own = container.at("securityContext", "windowsOptions", "hostProcess");
            if (ofPod.isSet() && own.isSet() && ofPod.flag() != own.flag()) {
                own.invalid("pod hostProcess value must be identical if both are specified, was " + ofPod.flag());
            }
            if (own.isSet() ? own.flag() : ofPod.flag()) {
                hostProcesses++;
            }
        }
        if (hostProcesses == 0) {
            return;
        }
        if (hostProcesses != containers.size()) {
            spec.invalid("", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }
        if (!spec.at("hostNetwork").flag()) {
            spec.at("hostNetwork").invalid(false, "hostNetwork must be true if pod contains any hostProcess containers");
        }
    }

    static void onWindows(Field spec) {
        for (String path : POD_LINUX_ONLY) {
            String[] steps = path.split("\\.");
            Field field = steps.length == 1 ? spec.at(steps[0]) : spec.at(steps[0], steps[1]);
            boolean set = path.equals("hostPID") || path.equals("hostIPC") || path.endsWith("sysctls")
                    ? !field.isZero()
                    : field.isSet();
            if (set) {
                field.forbidden("cannot be set for a windows pod");
            }
        }
        for (Field container : containers(spec)) {
            for (String field : CONTAINER_LINUX_ONLY) {
                if (container.at("securityContext", field).isSet()) {
                    container.at("securityContext", field).forbidden("cannot be set for a windows pod");
                }
            }
        }
    }

    static void onLinux(Field spec) {
        Field options = spec.at("securityContext", "windowsOptions");
        if (options.isSet()) {
            options.forbidden("windows options cannot be set for a linux pod");
        }
        for (Field container : containers(spec)) {
            Field own = container.at("securityContext", "windowsOptions");
            if (own.isSet()) {
                own.forbidden("windows options cannot be set for a linux pod");
            }
        }
    }

    /** All containers, in the order Kubernetes visits them. */
    static List<Field> containers(Field spec) {
        List<Field> all = new ArrayList<>(spec.at("initContainers").items());
        all.addAll(spec.at("containers").items());
        all.addAll(spec.at("ephemeralContainers").items());
        return all;
    }
}
