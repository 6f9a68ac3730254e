package io.navarch.controllermanager.certificates;

import io.navarch.machinery.identity.SigningRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each signer of Kubernetes signs, and why it would not. */
final class Signers {

    static final String CLIENT = "kubernetes.io/kube-apiserver-client";
    static final String KUBELET_CLIENT = "kubernetes.io/kube-apiserver-client-kubelet";
    static final String KUBELET_SERVING = "kubernetes.io/kubelet-serving";
    static final String LEGACY = "kubernetes.io/legacy-unknown";

    private static final String SIGNATURE = "digital signature";
    private static final String ENCIPHERMENT = "key encipherment";
    private static final String CLIENT_AUTH = "client auth";
    private static final String SERVER_AUTH = "server auth";

    private static final String NOT_OF_NODES = "subject organization is not system:nodes";
    private static final String NOT_A_NODE = "subject common name does not begin with system:node:";

    private Signers() {}

    static boolean known(String signer) {
        return Set.of(CLIENT, KUBELET_CLIENT, KUBELET_SERVING, LEGACY).contains(signer);
    }

    /** Why the signer does not sign the request. */
    static Optional<String> refusal(String signer, SigningRequest request, List<String> usages) {
        return Optional.ofNullable(switch (signer) {
            case CLIENT -> clientUsages(usages);
            case KUBELET_CLIENT -> kubeletClient(request, usages);
            case KUBELET_SERVING -> kubeletServing(request, usages);
            default -> null;
        });
    }

    private static @Nullable String clientUsages(List<String> usages) {
        for (String usage : usages) {
            if (!Set.of(SIGNATURE, ENCIPHERMENT, CLIENT_AUTH).contains(usage)) {
                return "invalid usage for client certificate: " + usage;
            }
        }
        return usages.contains(CLIENT_AUTH) ? null : "missing required usage for client certificate: " + CLIENT_AUTH;
    }

    private static @Nullable String kubeletClient(SigningRequest request, List<String> usages) {
        if (!ofNodes(request)) {
            return NOT_OF_NODES;
        }
        if (request.namesHosts()) {
            return "DNS subjectAltNames are not allowed";
        }
        if (request.namesMailboxes()) {
            return "Email subjectAltNames are not allowed";
        }
        if (request.namesAddresses()) {
            return "IP subjectAltNames are not allowed";
        }
        if (request.namesUris()) {
            return "URI subjectAltNames are not allowed";
        }
        if (!isNode(request)) {
            return NOT_A_NODE;
        }
        return areFor(CLIENT_AUTH, usages) ? null : "usages did not match [client auth digital signature key encipherment]";
    }

    private static @Nullable String kubeletServing(SigningRequest request, List<String> usages) {
        if (!ofNodes(request)) {
            return NOT_OF_NODES;
        }
        if (!request.namesHosts() && !request.namesAddresses()) {
            return "DNS or IP subjectAltName is required";
        }
        if (request.namesMailboxes()) {
            return "Email subjectAltNames are not allowed";
        }
        if (request.namesUris()) {
            return "URI subjectAltNames are not allowed";
        }
        if (!areFor(SERVER_AUTH, usages)) {
            return "usages did not match [digital signature key encipherment server auth]";
        }
        return isNode(request) ? null : NOT_A_NODE;
    }

    /** Keys that cannot encipher do without that usage. */
    private static boolean areFor(String purpose, List<String> usages) {
        Set<String> given = Set.copyOf(usages);
        return given.equals(Set.of(SIGNATURE, purpose)) || given.equals(Set.of(SIGNATURE, ENCIPHERMENT, purpose));
    }

    private static boolean ofNodes(SigningRequest request) {
        return request.organizations().equals(List.of("system:nodes"));
    }

    private static boolean isNode(SigningRequest request) {
        return request.commonName().startsWith("system:node:");
    }
}
