package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Strategy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Claims begin as Pending. dataSource and dataSourceRef say the same unless another namespace is meant (KEP-1495); what only the older
 * one says, and it cannot say, is dropped.
 */
public final class ClaimStrategy implements Strategy {

    private static final String OLDER = "dataSource";
    private static final String NEWER = "dataSourceRef";

    @Override
    public void prepareForCreate(ObjectNode claim, Circumstances circumstances) {
        claim.putObject("status").put("phase", "Pending");
        settle(claim, false);
    }

    @Override
    public void prepareForUpdate(ObjectNode claim, ObjectNode old, Circumstances circumstances) {
        JsonNode spec = old.path("spec");
        settle(claim, spec.hasNonNull(OLDER) || spec.hasNonNull(NEWER));
    }

    private static void settle(ObjectNode claim, boolean inUse) {
        if (!(claim.get("spec") instanceof ObjectNode spec)) {
            return;
        }
        if (!inUse && !spec.hasNonNull(NEWER) && !isKnown(spec.path(OLDER))) {
            spec.remove(OLDER);
        }
        if (spec.hasNonNull(OLDER) && !spec.hasNonNull(NEWER)) {
            spec.set(NEWER, copy(spec.path(OLDER)));
        } else if (spec.hasNonNull(NEWER)
                && !spec.hasNonNull(OLDER)
                && spec.path(NEWER).path("namespace").asString("").isEmpty()) {
            spec.set(OLDER, copy(spec.path(NEWER)));
        }
    }

    private static boolean isKnown(JsonNode source) {
        String kind = source.path("kind").asString("");
        String group = source.path("apiGroup").asString("");
        return (kind.equals("PersistentVolumeClaim") && group.isEmpty())
                || (kind.equals("VolumeSnapshot") && group.equals("snapshot.storage.k8s.io"));
    }

    private static ObjectNode copy(JsonNode reference) {
        ObjectNode copy = (ObjectNode) reference.deepCopy();
        copy.remove("namespace");
        return copy;
    }
}
