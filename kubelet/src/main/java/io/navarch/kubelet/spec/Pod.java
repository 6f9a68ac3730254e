package io.navarch.kubelet.spec;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;
import io.navarch.machinery.world.KubeObject;
import io.navarch.machinery.loop.KubeEvent.Regarding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A pod bound to this node. The status is kept as the API has it, to write only what differs. */
public record Pod(Meta metadata, PodSpec spec, @Nullable ObjectNode status) implements KubeObject {

    public static final Gvr RESOURCE = Gvr.core("pods");

    public ObjectKey key() {
        return metadata.key();
    }

    public Uid uid() {
        return metadata.uid();
    }

    public String namespace() {
        return metadata.key().namespace();
    }

    public String name() {
        return metadata.name();
    }

    /** "namespace_name(uid)", as Kubernetes writes a pod in messages. */
    public String inMessages() {
        return name() + "_" + namespace() + "(" + uid() + ")";
    }

    /** The phase the API shows; "Pending" before there is one. */
    public String phase() {
        return status == null ? "Pending" : status.path("phase").asString("Pending");
    }

    /** Whether the API shows the pod as finished: such a pod never runs again. */
    public boolean finished() {
        return phase().equals("Succeeded") || phase().equals("Failed");
    }

    public Optional<Container> container(String name) {
        return containers().filter(c -> c.name().equals(name)).findFirst();
    }

    /** Init containers, then containers, then ephemeral containers. */
    public Stream<Container> containers() {
        return Stream.of(spec.initContainers(), spec.containers(), spec.ephemeralContainers()).flatMap(List::stream);
    }

    /** The seconds the pod has to stop, once it is being deleted; else what its spec says. */
    public long graceSeconds() {
        Long asked = metadata.deletionGracePeriodSeconds();
        return asked != null ? asked : spec.graceSeconds();
    }

    public Map<String, String> annotations() {
        return metadata.annotations();
    }

    public Regarding regarding() {
        return Regarding.of("v1", "Pod", metadata);
    }

    /** What an event about one container regards. */
    public Regarding regarding(Container container) {
        String list = spec.initContainers().contains(container)
                ? "initContainers"
                : spec.containers().contains(container) ? "containers" : "ephemeralContainers";
        Regarding pod = regarding();
        return new Regarding(pod.apiVersion(), pod.kind(), pod.key(), pod.uid(), pod.resourceVersion(),
                "spec." + list + "{" + container.name() + "}");
    }
}
