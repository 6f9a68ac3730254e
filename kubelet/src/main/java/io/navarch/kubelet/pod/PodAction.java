package io.navarch.kubelet.pod;

import io.navarch.kubelet.runtime.PodState.ContainerState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a kubelet can do about a pod. Actions with different subjects go on at the same time, those with the same one never do. */
sealed interface PodAction {

    /** What the action is busy with: a container's name, or one of the constants, which are no container names. */
    String subject();

    String POD = "/pod";
    String SANDBOX = "/sandbox";
    String HURRY = "/hurry";

    /** Folders, cgroup, volumes. */
    record Prepare() implements PodAction {
        @Override
        public String subject() {
            return POD;
        }
    }

    record StartSandbox(int attempt) implements PodAction {
        @Override
        public String subject() {
            return SANDBOX;
        }
    }

    record StopSandbox(String id) implements PodAction {
        @Override
        public String subject() {
            return SANDBOX;
        }
    }

    /** Finds or pulls the image for an attempt, as the pull policy says. */
    record GetImage(String container, int attempt) implements PodAction {
        @Override
        public String subject() {
            return container;
        }
    }

    /** Creates and starts an attempt and runs postStart. backoff: what holds for the restart after this one; null for a first start. */
    record StartContainer(String container, int attempt, String sandbox, @Nullable Backoff backoff) implements PodAction {
        @Override
        public String subject() {
            return container;
        }
    }

    /** preStop, SIGTERM, and SIGKILL when the grace is over. */
    record StopContainer(ContainerState state, Duration grace, String why) implements PodAction {
        @Override
        public String subject() {
            return state.name();
        }
    }

    /** A stop that is under way gets less time than it was given: the pod was deleted again, more hastily. */
    record HurryContainer(ContainerState state, Duration grace) implements PodAction {
        @Override
        public String subject() {
            return state.name() + HURRY;
        }
    }

    /** Old attempts nobody will ask for any more. */
    record RemoveContainers(String container, List<String> ids) implements PodAction {
        @Override
        public String subject() {
            return container;
        }
    }

    /** Undoes Prepare. */
    record Release() implements PodAction {
        @Override
        public String subject() {
            return POD;
        }
    }

    /** Takes the API object away, now that the pod has stopped. */
    record FinishDeletion() implements PodAction {
        @Override
        public String subject() {
            return POD;
        }
    }

    /** Removes sandboxes and their containers, the pod's object being gone. */
    record RemoveSandboxes(List<String> ids) implements PodAction {
        @Override
        public String subject() {
            return SANDBOX;
        }
    }
}
