package io.navarch.apiserver.validation;

import io.navarch.apiserver.status.GoText;
import io.navarch.machinery.object.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Amounts of resources and the names they go by. */
public final class Quantities {

    private static final Set<String> FOR_CONTAINERS = Set.of("cpu", "memory", "ephemeral-storage");
    private static final Set<String> STANDARD = Set.of(
            "cpu",
            "memory",
            "ephemeral-storage",
            "requests.cpu",
            "requests.memory",
            "requests.ephemeral-storage",
            "limits.cpu",
            "limits.memory",
            "limits.ephemeral-storage",
            "pods",
            "resourcequotas",
            "services",
            "replicationcontrollers",
            "secrets",
            "persistentvolumeclaims",
            "configmaps",
            "storage",
            "requests.storage",
            "services.nodeports",
            "services.loadbalancers");
    private static final Set<String> WHOLE = Set.of(
            "pods",
            "resourcequotas",
            "services",
            "replicationcontrollers",
            "secrets",
            "persistentvolumeclaims",
            "configmaps",
            "services.nodeports",
            "services.loadbalancers");
    private static final String HUGE_PAGES = "hugepages-";

    private Quantities() {}

    /** A warning where bytes are given in fractions. */
    public static Optional<String> fraction(Field field) {
        return field.isSet() && read(field).exact().stripTrailingZeros().scale() > 0
                ? Optional.of(field.path() + ": fractional byte value " + GoText.quote(read(field).toString())
                        + " is invalid, must be an integer")
                : Optional.empty();
    }

    /** A resource a quota may limit. */
    public static void quotaName(String resource, Field field) {
        name(resource, field);
        if (!resource.contains("/") && !isStandardQuota(resource)) {
            field.invalid(resource, "must be a standard resource for quota");
        }
    }

    /** What Kubernetes itself counts. */
    public static boolean isStandardQuota(String resource) {
        return (STANDARD.contains(resource) && !resource.equals("storage"))
                || isHugePages(resource)
                || resource.startsWith("requests." + HUGE_PAGES);
    }

    /** The amount in the field; what decoding let through can be read. */
    public static Quantity read(Field field) {
        return Quantity.parse(field.value().asString("0"));
    }

    public static void mustNotBeNegative(Field field) {
        if (read(field).exact().signum() < 0) {
            field.invalid("must be greater than or equal to 0");
        }
    }

    public static void mustBePositive(Field field) {
        if (read(field).exact().signum() <= 0) {
            field.invalid("must be greater than zero");
        }
    }

    /** Not negative, and whole where the resource is counted in pieces. */
    public static void amount(String resource, Field field) {
        mustNotBeNegative(field);
        boolean counted = WHOLE.contains(resource) || isExtended(resource);
        if (counted && read(field).exact().stripTrailingZeros().scale() > 0) {
            field.invalid("must be an integer");
        }
    }

    /** A resource name anywhere: standard, or qualified by a domain. Says whether it was well-formed. */
    public static boolean name(String resource, Field field) {
        List<String> wrong = Formats.qualifiedName(resource);
        wrong.forEach(message -> field.invalid(resource, message));
        if (!wrong.isEmpty()) {
            return false;
        }
        if (!resource.contains("/") && !STANDARD.contains(resource) && !isHugePages(resource)
                && !resource.startsWith("requests." + HUGE_PAGES)) {
            field.invalid(resource, "must be a standard resource type or fully qualified");
            return false;
        }
        return true;
    }

    /** A resource a container may ask for. */
    public static void containerName(String resource, Field field) {
        name(resource, field);
        if (!resource.contains("/")) {
            if (!FOR_CONTAINERS.contains(resource) && !isHugePages(resource)) {
                field.invalid(resource, "must be a standard resource for containers");
            }
        } else if (!isNative(resource) && !isExtended(resource)) {
            field.invalid(resource, "doesn't follow extended resource name standard");
        }
    }

    public static boolean isHugePages(String resource) {
        return resource.startsWith(HUGE_PAGES);
    }

    /** Kubernetes' own: without a domain, or in one of kubernetes.io. */
    static boolean isNative(String resource) {
        return !resource.contains("/") || resource.contains("kubernetes.io/");
    }

    /** A vendor's: in a domain of its own, and quotable as requests.NAME. */
    public static boolean isExtended(String resource) {
        return !isNative(resource)
                && !resource.startsWith("requests.")
                && Formats.qualifiedName("requests." + resource).isEmpty();
    }

    /** Whether more may be promised than there is. */
    public static boolean overcommits(String resource) {
        return isNative(resource) && !isHugePages(resource);
    }

    /** hugepages-2Mi comes in whole pages of 2Mi. */
    public static boolean divides(String resource, Quantity amount) {
        try {
            Quantity page = Quantity.parse(resource.substring(HUGE_PAGES.length()));
            return page.exact().signum() > 0 && amount.exact().remainder(page.exact()).signum() == 0;
        } catch (IllegalArgumentException noSize) {
            return false;
        }
    }
}
