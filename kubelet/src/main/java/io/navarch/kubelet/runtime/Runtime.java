package io.navarch.kubelet.runtime;

import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.Uid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs the pods of a node. Calls block. A call that cannot be done as asked throws {@link StartRefused} (bad configuration, missing
 * image: shown to the user) or {@link RuntimeTrouble} (the runtime does not answer: tried again).
 */
public interface Runtime extends AutoCloseable {

    /** "containerd", "1.6.20". */
    record Version(String name, String version) {}

    /** Whether containers can run and pods can have a network; the messages say why not. */
    record Readiness(boolean runtime, String runtimeMessage, boolean network, String networkMessage) {}

    record ExecResult(int exitCode, String output) {}

    record Image(String id, List<String> names, long bytes) {}

    Version version();

    Readiness readiness();

    /** From now on the listener hears of every pod whose state may have changed, from any thread. It must not block. */
    void listen(Consumer<Uid> changed);

    /** Every pod of which there is a sandbox or a container, running or not. */
    Set<Uid> pods();

    PodState inspect(Uid pod);

    /** Makes ready what the pod's containers need: folders, cgroup, volumes. Doing it again brings volumes up to date. */
    void prepare(Pod pod);

    /** Undoes {@link #prepare}: nothing of the pod stays on disk but its logs. */
    void release(Uid pod);

    /** Starts the sandbox anew; the one before it, if any, is stopped first. */
    void startSandbox(Pod pod, int attempt);

    void stopSandbox(String sandbox);

    /** Removes the sandbox, its containers and their logs. */
    void removeSandbox(String sandbox);

    /** What the image is called in a container's status, when it is on the node. */
    Optional<String> imageOnNode(String image);

    /** Pulls the image with the credentials the pod has; returns what {@link #imageOnNode} then does. */
    String pullImage(Pod pod, Container container);

    /** Creates and starts a container and returns its id. */
    String startContainer(Pod pod, Container container, int attempt, String sandbox);

    /** SIGTERM (or the image's stop signal), then SIGKILL after the grace. Returns when the container has ended. */
    void stopContainer(String container, Duration grace);

    void removeContainer(String container);

    /** Runs a command in a container; a command that takes longer than the limit is killed and exits with -1. */
    ExecResult exec(String container, List<String> command, Duration limit);

    List<Image> images();

    void removeImage(String id);

    List<ContainerUsage> usage();

    @Override
    void close();
}
