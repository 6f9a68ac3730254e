package io.navarch.command.local;

import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.cluster.ClusterSettings;
import io.navarch.command.host.KeptProcesses;
import io.navarch.machinery.identity.IdentityFolder;
import io.navarch.machinery.identity.Subject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs of a cluster, for people to read, and whether all of it does. */
public record StatusReport(boolean well, List<String> lines) {

    public static StatusReport of(ClusterFolder folder, KeptProcesses processes, InstantSource clock) {
        List<String> lines = new ArrayList<>();
        Optional<ClusterSettings> settings = ClusterSettings.read(folder);
        if (settings.isEmpty() || !processes.anyRuns()) {
            lines.add("no cluster runs from " + folder.root());
            return new StatusReport(false, lines);
        }
        boolean well = true;
        for (KeptProcesses.State process : processes.states()) {
            String state = process.pid().map(pid -> "runs, pid " + pid).orElse("does not run")
                    + (process.kept() ? "" : ", not watched over");
            lines.add("process %-24s %s".formatted(process.name(), state));
            well &= process.pid().isPresent();
        }
        if (!settings.get().runs(ClusterSettings.Service.API_SERVER)) {
            return new StatusReport(well, lines);
        }
        IdentityFolder identities = new IdentityFolder(folder.pki(), clock);
        try (ApiProbe api = new ApiProbe(settings.get().server(), identities.client("admin", Subject.ADMIN),
                identities.clusterAuthority().certificate())) {
            Optional<Map<String, Boolean>> nodes = api.nodes();
            lines.add("API server %-21s %s".formatted(settings.get().server(), nodes.isPresent() ? "answers" : "does not answer"));
            well &= nodes.isPresent();
            for (Map.Entry<String, Boolean> node : nodes.orElse(Map.of()).entrySet()) {
                lines.add("node    %-24s %s".formatted(node.getKey(), node.getValue() ? "Ready" : "not Ready"));
                well &= node.getValue();
            }
        }
        lines.add("export KUBECONFIG=" + folder.kubeconfig());
        return new StatusReport(well, lines);
    }
}
