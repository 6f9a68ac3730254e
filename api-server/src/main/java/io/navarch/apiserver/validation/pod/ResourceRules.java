package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** requests, limits and claims, of containers and of whole pods. */
final class ResourceRules {

    private static final List<String> POD_LEVEL = List.of("cpu", "hugepages-", "memory");

    private ResourceRules() {}

    static void container(Field resources, PodContext pod) {
        requirements(resources, Quantities::containerName);
        claims(resources.at("claims"), pod.resourceClaims());
    }

    /** The overhead of a runtime class: held to what limits are. */
    static void overhead(Field overhead) {
        overhead.entries().forEach(entry -> limit(entry.getKey(), entry.getValue(), Quantities::containerName));
    }

    static void wholePod(Field spec, PodContext pod) {
        Field resources = spec.at("resources");
        if (!resources.isSet()) {
            return;
        }
        if ("windows".equals(pod.os())) {
            resources.forbidden("may not be set for a windows pod");
            return;
        }
        if (resources.at("claims").isSet()) {
            resources.at("claims").forbidden("claims may not be set for Resources at pod-level");
        }
        requirements(resources, ResourceRules::podLevelName);
        claims(resources.at("claims"), pod.resourceClaims());
        PodTotals.compare(spec, resources);
    }

    private static void podLevelName(String resource, Field field) {
        if (Quantities.name(resource, field)
                && !resource.equals("cpu")
                && !resource.equals("memory")
                && !Quantities.isHugePages(resource)) {
            field.with(Json.MAPPER.valueToTree(resource)).notSupported(POD_LEVEL);
        }
    }

    private static void requirements(Field resources, BiConsumer<String, Field> name) {
        Field limits = resources.at("limits");
        Field requests = resources.at("requests");
        boolean hugePages = false;
        boolean cpuOrMemory = false;
        for (Map.Entry<String, Field> limit : limits.entries()) {
            limit(limit.getKey(), limit.getValue(), name);
            hugePages |= Quantities.isHugePages(limit.getKey());
            cpuOrMemory |= isCpuOrMemory(limit.getKey());
        }
        for (Map.Entry<String, Field> request : requests.entries()) {
            String resource = request.getKey();
            Field amount = request.getValue();
            name.accept(resource, amount);
            Quantities.amount(resource, amount);
            againstLimit(resource, amount, limits, requests);
            hugePageSize(resource, amount);
            hugePages |= Quantities.isHugePages(resource);
            cpuOrMemory |= isCpuOrMemory(resource);
        }
        if (hugePages && !cpuOrMemory) {
            resources.forbidden("HugePages require cpu or memory");
        }
    }

    private static boolean isCpuOrMemory(String resource) {
        return resource.equals("cpu") || resource.equals("memory");
    }

    private static void limit(String resource, Field amount, BiConsumer<String, Field> name) {
        name.accept(resource, amount);
        Quantities.amount(resource, amount);
        hugePageSize(resource, amount);
    }

    private static void hugePageSize(String resource, Field amount) {
        if (Quantities.isHugePages(resource) && !Quantities.divides(resource, Quantities.read(amount))) {
            amount.invalid(Quantities.read(amount) + " is not positive integer multiple of " + resource);
        }
    }

    /** Complaints about a request beyond its limit name the requests, as Kubernetes' do. */
    private static void againstLimit(String resource, Field amount, Field limits, Field requests) {
        Field limit = limits.key(resource);
        if (limit.isSet()) {
            Quantity requested = Quantities.read(amount);
            int beyond = requested.compareTo(Quantities.read(limit));
            if (beyond != 0 && !Quantities.overcommits(resource)) {
                requests.invalid(requested.toString(), "must be equal to " + resource + " limit of " + Quantities.read(limit));
            } else if (beyond > 0) {
                requests.invalid(
                        requested.toString(), "must be less than or equal to " + resource + " limit of " + Quantities.read(limit));
            }
        } else if (!Quantities.overcommits(resource)) {
            limits.required("Limit must be set for non overcommitable resources");
        }
    }

    private static void claims(Field claims, Set<String> known) {
        Set<String> seen = new HashSet<>();
        for (Field claim : claims.items()) {
            String name = claim.at("name").text();
            if (name.isEmpty()) {
                claim.required();
                continue;
            }
            claim(claim, name, seen);
            if (!known.contains(name)) {
                String detail = "must be one of the names in pod.spec.resourceClaims"
                        + (known.isEmpty() ? " which is empty" : ": " + String.join(", ", new TreeSet<>(known)));
                claim.add(new FieldError(FieldError.Type.NOT_FOUND, claim.path().toString(), name, detail));
            }
        }
    }

    private static void claim(Field claim, String name, Set<String> seen) {
        if (seen.contains(name)) {
            claim.duplicate(name);
            return;
        }
        Field request = claim.at("request");
        String key = name;
        if (!request.isZero()) {
            request.invalidFor(Formats.dns1123Label(request.text()));
            key = name + "/" + request.text();
        }
        if (seen.contains(key)) {
            claim.duplicate(key);
        } else if (request.isZero()) {
            seen.stream().filter(other -> other.startsWith(name + "/")).forEach(other -> claim.duplicate(name));
        }
        seen.add(key);
    }
}
