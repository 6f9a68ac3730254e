package io.navarch.kubelet.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The network of a node's pods: a bridge, addresses out of the node's podCIDR, host ports. What leaves the cluster's pod network is
 * masqueraded by the bridge plugin, as the node's own address.
 */
public final class CniConfig {

    static final String FILE = "10-navarch.conflist";

    private CniConfig() {}

    /** Writes the configuration list; readers see the old one or the new one. bridge: the interface's name, at most 15 characters. */
    public static void write(Path folder, String bridge, String podCidr) {
        try {
            Files.createDirectories(folder);
            Path fresh = folder.resolve(FILE + ".new");
            Files.writeString(fresh, text(bridge, podCidr, folder));
            Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the CNI configuration cannot be written", e);
        }
    }

    static String text(String bridge, String podCidr, Path folder) {
        return """
                {
                  "cniVersion": "0.4.0",
                  "name": "navarch",
                  "plugins": [
                    {
                      "type": "bridge",
                      "bridge": "%s",
                      "isGateway": true,
                      "isDefaultGateway": true,
                      "ipMasq": false,
                      "hairpinMode": true,
                      "promiscMode": false,
                      "ipam": {
                        "type": "host-local",
                        "ranges": [[{"subnet": "%s"}]],
                        "dataDir": "%s"
                      }
                    },
                    {
                      "type": "portmap",
                      "capabilities": {"portMappings": true},
                      "snat": true
                    }
                  ]
                }
                """.formatted(bridge, podCidr, folder.toAbsolutePath().resolve("addresses"));
    }
}
