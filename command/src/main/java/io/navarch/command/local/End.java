package io.navarch.command.local;

import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.host.KeptProcesses;
import io.navarch.command.host.Sweep;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Ends a cluster. */
public final class End {

    private final ClusterFolder folder;
    private final KeptProcesses processes;
    private final Consumer<String> progress;

    public End(ClusterFolder folder, KeptProcesses processes, Consumer<String> progress) {
        this.folder = folder;
        this.processes = processes;
        this.progress = progress;
    }

    public void run() {
        boolean ran = processes.anyRuns();
        new Sweep(folder, processes).run();
        progress.accept(ran ? "the cluster is down; its state stays in " + folder.root() : "nothing was running");
    }

    /** Forgets the state: what was written, the keys, the nodes' images. What the user put into images stays. */
    public void wipe() {
        for (Path path : List.of(folder.store(), folder.volumes(), folder.pki(), folder.root().resolve("nodes"), folder.logs(), folder.run(),
                folder.kubeconfig(), folder.settings())) {
            Sweep.deleteTree(path);
        }
        progress.accept("its state is forgotten");
    }
}
