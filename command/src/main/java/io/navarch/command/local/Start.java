package io.navarch.command.local;

import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.cluster.ClusterSettings;
import io.navarch.command.host.KeptProcesses;
import io.navarch.command.host.RealNodes;
import io.navarch.command.host.Sweep;
import io.navarch.machinery.identity.Identity;
import io.navarch.machinery.identity.IdentityFolder;
import io.navarch.machinery.identity.Kubeconfig;
import io.navarch.machinery.identity.Subject;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Starts a cluster: sweeps what a crash left, makes the network, starts the control plane and the nodes side by side, and waits until
 * every node is Ready. A cluster that runs already is left as it is.
 */
public final class Start {

    static final String CONTROL_PLANE = "control-plane";
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();

    private final ClusterFolder folder;
    private final KeptProcesses processes;
    private final Path distribution;
    private final InstantSource clock;
    private final Consumer<String> progress;

    public Start(
            ClusterFolder folder,
            KeptProcesses processes,
            Path distribution,
            InstantSource clock,
            Consumer<String> progress) {
        this.folder = folder;
        this.processes = processes;
        this.distribution = distribution;
        this.clock = clock;
        this.progress = progress;
    }

    /** True when everything is ready within the time. */
    public boolean run(Shape wanted, Duration patience) {
        Instant begun = clock.instant();
        folder.create();
        List<String> hindrances = RealNodes.hindrances();
        ClusterSettings settings = wanted.settings(ClusterSettings.read(folder), hindrances);
        if (settings.nodes() > 0 && !hindrances.isEmpty()) {
            progress.accept("no real nodes on this machine: " + String.join("; ", hindrances));
            return false;
        }
        if (processes.anyRuns()) {
            progress.accept("the cluster runs already (navarch status, navarch down)");
            settings = ClusterSettings.read(folder).orElse(settings);
        } else {
            new Sweep(folder, processes).run();
            List<Integer> taken = Ports.taken(settings);
            if (!taken.isEmpty()) {
                progress.accept("another process has port " + taken.getFirst() + "; choose one with --port (it and the next three are used)");
                return false;
            }
            tell(settings, hindrances);
            launch(settings);
        }
        boolean ready = await(settings, begun, patience);
        if (ready) {
            progress.accept("ready after " + seconds(begun));
            progress.accept("export KUBECONFIG=" + folder.kubeconfig());
        } else {
            progress.accept("not ready after " + seconds(begun) + "; the logs are in " + folder.logs());
        }
        return ready;
    }

    private void tell(ClusterSettings settings, List<String> hindrances) {
        List<String> parts = new ArrayList<>();
        for (ClusterSettings.Service service : ClusterSettings.Service.values()) {
            if (settings.runs(service)) {
                parts.add(service.title());
            }
        }
        progress.accept("control plane: " + String.join(", ", parts) + " at " + settings.server());
        if (settings.nodes() > 0) {
            progress.accept("nodes: " + String.join(", ", settings.nodeNames()) + " (containerd)");
        }
        if (settings.simulatedNodes() > 0) {
            progress.accept("nodes: " + settings.simulatedNodes() + " simulated, no container really runs"
                    + (hindrances.isEmpty() ? "" : " (" + String.join("; ", hindrances) + ")"));
        }
    }

    private void launch(ClusterSettings settings) {
        settings.write(folder);
        RealNodes nodes = new RealNodes(folder, settings, processes, distribution);
        if (settings.nodes() > 0) {
            nodes.createNetwork();
        }
        processes.start(CONTROL_PLANE, List.of("NAVARCH_ROLE=control-plane"), List.of(
                distribution.resolve("bin/navarch").toString(), CONTROL_PLANE, "--data", folder.root().toString()));
        nodes.start();
    }

    private boolean await(ClusterSettings settings, Instant begun, Duration patience) {
        IdentityFolder identities = new IdentityFolder(folder.pki(), clock);
        Identity admin = identities.client("admin", Subject.ADMIN);
        X509Certificate authority = identities.clusterAuthority().certificate();
        new Kubeconfig("navarch", settings.server(), List.of(authority), "admin", admin).write(folder.kubeconfig());
        if (!settings.runs(ClusterSettings.Service.API_SERVER)) {
            return true;
        }
        TreeSet<String> waitedFor = new TreeSet<>(settings.nodeNames());
        waitedFor.addAll(settings.simulatedNodeNames());
        Instant deadline = begun.plus(patience);
        try (ApiProbe api = new ApiProbe(settings.server(), admin, authority)) {
            while (!api.ready()) {
                if (pauseUntil(deadline)) {
                    return false;
                }
            }
            progress.accept("API server: ready after " + seconds(begun));
            while (!waitedFor.isEmpty()) {
                Map<String, Boolean> nodes = api.nodes().orElse(Map.of());
                waitedFor.removeIf(name -> nodes.getOrDefault(name, false) && told(name, settings, begun));
                if (!waitedFor.isEmpty() && pauseUntil(deadline)) {
                    progress.accept("not Ready: " + String.join(", ", waitedFor));
                    return false;
                }
            }
        }
        return true;
    }

    private boolean told(String name, ClusterSettings settings, Instant begun) {
        if (settings.nodeNames().contains(name)) {
            progress.accept("node " + name + ": Ready after " + seconds(begun));
        }
        return true;
    }

    /** True when the time is over. */
    private boolean pauseUntil(Instant deadline) {
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
        return clock.instant().isAfter(deadline);
    }

    private String seconds(Instant begun) {
        long millis = Duration.between(begun, clock.instant()).toMillis();
        return String.format(java.util.Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
