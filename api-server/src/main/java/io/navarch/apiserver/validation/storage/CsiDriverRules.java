package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** CSI drivers: whether they attach, and for which volumes, is for good. */
final class CsiDriverRules implements KindValidation {

    private static final List<String> GROUP_POLICIES = List.of("File", "None", "ReadWriteOnceWithFSType");
    private static final List<String> LIFECYCLES = List.of("Persistent", "Ephemeral");
    private static final long SHORTEST_TOKEN = 600;
    private static final long LONGEST_TOKEN = 1L << 32;
    private static final int SHORTEST_PERIOD = 10;

    @Override
    public void create(Field driver) {
        Field spec = driver.at("spec");
        Field attach = spec.at("attachRequired").as(spec.path().child("attachedRequired"));
        for (Field field : List.of(attach, spec.at("podInfoOnMount"), spec.at("storageCapacity"))) {
            if (!field.isSet()) {
                field.required();
            }
        }
        Field policy = spec.at("fsGroupPolicy");
        if (policy.isSet() && !policy.isOneOf(GROUP_POLICIES)) {
            policy.notSupported(GROUP_POLICIES);
        }
        tokens(spec.at("tokenRequests"));
        Field modes = spec.at("volumeLifecycleModes");
        for (Field mode : modes.items()) {
            if (!mode.isOneOf(LIFECYCLES)) {
                mode.as(modes.path()).notSupported(LIFECYCLES);
            }
        }
        if (!spec.at("seLinuxMount").isSet()) {
            spec.at("seLinuxMount").required();
        }
        Field period = spec.at("nodeAllocatableUpdatePeriodSeconds");
        if (period.isSet() && period.number() < SHORTEST_PERIOD) {
            period.invalid("must be greater than or equal to 10 seconds");
        }
        Field secrets = spec.at("serviceAccountTokenInSecrets");
        if (secrets.isSet() && spec.at("tokenRequests").isZero()) {
            secrets.invalid("serviceAccountTokenInSecrets is set but no tokenRequests are specified");
        }
    }

    private static void tokens(Field requests) {
        Set<String> audiences = new HashSet<>();
        for (Field request : requests.items()) {
            Field audience = request.at("audience");
            if (!audiences.add(audience.text())) {
                audience.duplicate(audience.text());
                continue;
            }
            Field seconds = request.at("expirationSeconds");
            if (seconds.isSet() && seconds.number() < SHORTEST_TOKEN) {
                seconds.invalid("may not specify a duration less than 10 minutes");
            }
            if (seconds.number() > LONGEST_TOKEN) {
                seconds.invalid("may not specify a duration larger than 2^32 seconds");
            }
        }
    }

    @Override
    public void update(Field driver, JsonNode before) {
        create(driver);
        Field spec = driver.at("spec");
        stay(spec.at("attachRequired").as(spec.path().child("attachedRequired")), before.path("spec").path("attachRequired"));
        stay(spec.at("volumeLifecycleModes"), before.path("spec").path("volumeLifecycleModes"));
    }

    private static void stay(Field field, JsonNode before) {
        if (!Field.same(field.value(), before)) {
            field.invalid(field.isSet() ? field.value() : NullNode.getInstance(), "field is immutable");
        }
    }

    @Override
    public List<String> warnings(JsonNode driver, JsonNode before) {
        JsonNode spec = driver.path("spec");
        boolean same = before.isObject() && Field.same(spec.path("tokenRequests"), before.path("spec").path("tokenRequests"));
        return !same && spec.path("tokenRequests").size() > 0 && !spec.hasNonNull("serviceAccountTokenInSecrets")
                ? List.of("spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible"
                        + " logging of tokens in volume attributes")
                : List.of();
    }
}
