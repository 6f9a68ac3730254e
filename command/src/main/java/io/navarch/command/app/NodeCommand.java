package io.navarch.command.app;

import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.cluster.ClusterSettings;
import io.navarch.command.local.NodeImages;
import io.navarch.command.local.NodeProcess;
import io.navarch.machinery.identity.IdentityFolder;
import io.navarch.machinery.identity.ServingNames;
import io.navarch.machinery.identity.Subject;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "node", hidden = true, description = "A node's process; navarch up starts one in each node's namespace.")
final class NodeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    public Integer call() throws Exception {
        ClusterFolder folder = cluster.folder();
        ClusterSettings settings = ClusterSettings.read(folder).orElseThrow();
        ClusterFolder.Node node = folder.node(name);
        Thread images = Thread.ofPlatform().name("images").start(() -> {
            var result = new NodeImages(folder, ClusterOptions.distribution()).importOn(node);
            if (!result.ok()) {
                LOG.warn("images were not imported: {}", result.output());
            }
        });
        IdentityFolder identities = new IdentityFolder(folder.pki(), InstantSource.system());
        identities.client(name, Subject.node(name));
        identities.client("kube-proxy", Subject.KUBE_PROXY);
        identities.server(name + "-serving", Subject.node(name),
                ServingNames.of(List.of(name), List.of(settings.addressOf(name))));
        NodeProcess process = new NodeProcess(new NodeProcess.Settings(name, settings.addressOf(name),
                List.of(settings.subnet().host() + ":" + settings.grpcPort()),
                new NodeProcess.NodeIdentities(identities, name, name + "-serving", "kube-proxy"), node.containerdSocket(), node.cniConfig(),
                node.kubelet(), "/navarch/" + name), InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        // Pods that start before their images are there would wait for the next try of the pull.
        images.join();
        process.start();
        Thread.currentThread().join();
        return 0;
    }
}
