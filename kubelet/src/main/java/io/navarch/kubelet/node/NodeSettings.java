package io.navarch.kubelet.node;

import java.util.List;
import java.util.Map;

/**
 * What a node is told about itself.
 *
 * @param addresses its InternalIPs; the first is where it is reached
 * @param labels beside the ones every node has
 * @param taints as "key=value:Effect" or "key:Effect"
 * @param httpsPort where the kubelet serves HTTPS (10250)
 * @param streamsPort where it serves NodeStreams (10260)
 * @param needsPodCidr whether it is not ready before it was given a podCIDR
 */
public record NodeSettings(
        String name,
        List<String> addresses,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> taints,
        int httpsPort,
        int streamsPort,
        boolean needsPodCidr) {

    /** Navarch's version of Kubernetes, as nodes show it. */
    public static final String VERSION = "v1.36.2+navarch.0.1.0";

    public static final String STREAMS_PORT_ANNOTATION = "navarch.io/streams-port";
}
