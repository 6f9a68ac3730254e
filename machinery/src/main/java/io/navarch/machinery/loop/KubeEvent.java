package io.navarch.machinery.loop;

import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;

/** A reason told to the user as a Kubernetes Event about an object. Repeated ones are counted, not multiplied. */
public record KubeEvent(Regarding regarding, Type type, String reason, String message) {

    public enum Type {
        Normal,
        Warning
    }

    /** The object an event is about. */
    public record Regarding(String apiVersion, String kind, ObjectKey key, Uid uid, String resourceVersion, String fieldPath) {

        public static Regarding of(String apiVersion, String kind, Meta object) {
            return new Regarding(apiVersion, kind, object.key(), object.uid(), object.resourceVersion(), "");
        }
    }

    public static KubeEvent normal(Regarding regarding, String reason, String message) {
        return new KubeEvent(regarding, Type.Normal, reason, message);
    }

    public static KubeEvent warning(Regarding regarding, String reason, String message) {
        return new KubeEvent(regarding, Type.Warning, reason, message);
    }
}
