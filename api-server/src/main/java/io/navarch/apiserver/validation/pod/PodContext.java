package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the rules of a part must know of the spec around it. */
record PodContext(
        Owner owner,
        @Nullable Long gracePeriod,
        String restartPolicy,
        @Nullable String os,
        boolean hostUsers,
        Map<String, JsonNode> volumes,
        Set<String> resourceClaims) {

    /** A few rules hold for pods only, not for templates. */
    enum Owner {
        POD,
        TEMPLATE
    }

    /** The volumes are those that are in order: a mount of another one finds nothing. */
    static PodContext of(Field spec, Owner owner, Map<String, JsonNode> volumes) {
        Field grace = spec.at("terminationGracePeriodSeconds");
        Field os = spec.at("os", "name");
        Field hostUsers = spec.at("hostUsers");
        Set<String> claims = new LinkedHashSet<>();
        spec.at("resourceClaims").items().forEach(claim -> claims.add(claim.at("name").text()));
        return new PodContext(
                owner,
                grace.isSet() ? grace.number() : null,
                spec.at("restartPolicy").text(),
                spec.at("os").isSet() ? os.text() : null,
                !hostUsers.isSet() || hostUsers.flag(),
                volumes,
                claims);
    }
}
