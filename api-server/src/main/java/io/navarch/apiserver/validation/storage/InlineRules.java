package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;

/** A persistent volume's spec inside an attachment: only what a CSI driver needs for a pod's own volume. */
final class InlineRules {

    private static final String NOT_INLINE = "may not be specified in the context of inline volumes";

    private InlineRules() {}

    static void before(Field spec) {
        absent(spec.at("claimRef"));
        if (!spec.at("capacity").isZero()) {
            spec.at("capacity").forbidden(NOT_INLINE);
        }
        if (!spec.at("csi").isSet()) {
            spec.at("csi").required("has to be specified in the context of inline volumes");
        }
    }

    private static void absent(Field field) {
        if (field.isSet()) {
            field.forbidden(NOT_INLINE);
        }
    }

    static void reclaimAndAffinity(Field spec) {
        Field reclaim = spec.at("persistentVolumeReclaimPolicy");
        if (!reclaim.isZero() && !reclaim.text().equals("Retain")) {
            reclaim.forbidden("may only be Retain in the context of inline volumes");
        }
        absent(spec.at("nodeAffinity"));
    }

    static void after(Field spec) {
        if (!spec.at("storageClassName").isZero()) {
            spec.at("storageClassName").forbidden(NOT_INLINE);
        }
        Field mode = spec.at("volumeMode");
        if (mode.isSet() && !mode.text().equals("Filesystem")) {
            mode.forbidden("may not specify volumeMode other than Filesystem in the context of inline volumes");
        }
    }
}
