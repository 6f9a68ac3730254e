package io.navarch.command.app;

import io.navarch.command.local.SpreadIdentities;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "pki", mixinStandardHelpOptions = true,
        description = "Makes the keys and certificates of a cluster whose services run apart, each in a folder of its own.")
final class PkiCommand implements Callable<Integer> {

    @Option(names = "--folder", required = true, description = "gets a folder for each service and node")
    private Path folder = Path.of("");

    @Option(names = "--api-name", split = ",", description = "names and addresses clients use for the API servers")
    private List<String> apiNames = List.of();

    @Option(names = "--etcd", paramLabel = "HOST", split = ",", description = "the members of etcd")
    private List<String> etcdMembers = List.of();

    @Option(names = "--node", paramLabel = "NAME=IP", split = ",", description = "the nodes")
    private Map<String, String> nodes = Map.of();

    @Option(names = "--kubeconfig", description = "the administrator's, to be written")
    private Path kubeconfig = Path.of("kubeconfig");

    @Option(names = "--server", defaultValue = "https://127.0.0.1:6443", description = "the URL in the kubeconfig")
    private String server = "";

    @Override
    public Integer call() {
        SpreadIdentities identities = new SpreadIdentities(folder, InstantSource.system());
        identities.issue(apiNames, etcdMembers, nodes);
        identities.kubeconfig(server).write(kubeconfig);
        System.out.println("keys and certificates are in " + folder + ", the administrator's kubeconfig is " + kubeconfig);
        return 0;
    }
}
