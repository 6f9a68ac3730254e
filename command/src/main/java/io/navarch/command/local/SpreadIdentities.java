package io.navarch.command.local;

import io.navarch.machinery.identity.Identity;
import io.navarch.machinery.identity.IdentityFolder;
import io.navarch.machinery.identity.Kubeconfig;
import io.navarch.machinery.identity.ServingNames;
import io.navarch.machinery.identity.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The identities of a cluster whose services run apart: the folder api-server has the authority and everything else that API servers
 * need; scheduler, controller-manager and each node have a folder with nothing but their own and the authority's certificate.
 */
public final class SpreadIdentities {

    private static final String CLUSTER_DOMAIN = "cluster.local";
    private static final String SERVICE_IP = "10.96.0.1";

    private final Path folder;
    private final InstantSource clock;
    private final IdentityFolder authority;

    public SpreadIdentities(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
        this.authority = new IdentityFolder(folder.resolve("api-server"), clock);
    }

    /** Issues what is missing or due; nodes are names with their addresses. */
    public void issue(List<String> apiNames, List<String> etcdMembers, Map<String, String> nodes) {
        authority.clusterAuthority();
        authority.frontProxyClient();
        authority.serviceAccountKeys();
        authority.server("apiserver", Subject.API_SERVER, ServingNames.ofApiServer(CLUSTER_DOMAIN, SERVICE_IP, apiNames));
        authority.client("apiserver-kubelet-client", Subject.API_SERVER_KUBELET_CLIENT);
        authority.client("etcd-client", new Subject("kube-apiserver-etcd-client", List.of()));
        // A client of several members may check any of them under the name of the first.
        List<String> members = new ArrayList<>(etcdMembers);
        members.add("localhost");
        for (String member : etcdMembers) {
            give(member, "etcd", authority.peer(member, new Subject(member, List.of()),
                    ServingNames.of(members, List.of("127.0.0.1"))));
        }
        give("scheduler", "scheduler", authority.client("scheduler", Subject.SCHEDULER));
        give("controller-manager", "controller-manager", authority.client("controller-manager", Subject.CONTROLLER_MANAGER));
        copy("sa.key", "controller-manager");
        copy("sa.pub", "controller-manager");
        nodes.forEach((node, address) -> {
            give(node, "kubelet", authority.client("node-" + node, Subject.node(node)));
            give(node, "kubelet-server", authority.server("node-" + node + "-serving", Subject.node(node),
                    ServingNames.of(List.of(node), List.of(address))));
            give(node, "kube-proxy", authority.client("kube-proxy", Subject.KUBE_PROXY));
        });
    }

    public Kubeconfig kubeconfig(String server) {
        Identity admin = authority.client("admin", Subject.ADMIN);
        return new Kubeconfig("navarch", server, List.of(authority.clusterAuthority().certificate()), "admin", admin);
    }

    private void give(String to, String name, Identity identity) {
        IdentityFolder own = new IdentityFolder(folder.resolve(to), clock);
        own.put(name, identity);
        copy("ca.crt", to);
    }

    /** With its permissions: a key stays readable by its owner only. */
    private void copy(String file, String to) {
        try {
            Files.copy(authority.folder().resolve(file), folder.resolve(to).resolve(file), StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
