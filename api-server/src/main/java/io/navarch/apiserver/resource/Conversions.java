package io.navarch.apiserver.resource;

import tools.jackson.databind.node.ObjectNode;

/** The same object as another version of its kind. Only HorizontalPodAutoscalers and Events differ by more than their apiVersion. */
public final class Conversions {

    private Conversions() {}

    /** A new object unless both types are the same version. */
    public static ObjectNode convert(ObjectNode object, ResourceType from, ResourceType to) {
        if (from.apiVersion().equals(to.apiVersion())) {
            return object;
        }
        if (to.custom() != null) {
            return to.custom().conversion().convert(object, to);
        }
        ObjectNode converted = object.deepCopy();
        converted.put("apiVersion", to.apiVersion());
        if (to.kind().equals("Event")) {
            EventForms.rename(converted, from, to);
        }
        if (to.kind().equals("HorizontalPodAutoscaler")) {
            AutoscalerForms.convert(converted, to.version());
        }
        return converted;
    }
}
