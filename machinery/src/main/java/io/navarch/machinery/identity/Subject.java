package io.navarch.machinery.identity;

import java.util.List;

/** Who a certificate speaks for: the common name is the user, the organizations are its groups. */
public record Subject(String commonName, List<String> organizations) {

    public static final Subject API_SERVER = new Subject("kube-apiserver", List.of());
    /** The API server as a client of kubelets. */
    public static final Subject API_SERVER_KUBELET_CLIENT = new Subject("kube-apiserver-kubelet-client", List.of("system:masters"));
    public static final Subject FRONT_PROXY = new Subject("front-proxy-client", List.of());
    public static final Subject SCHEDULER = new Subject("system:kube-scheduler", List.of());
    public static final Subject CONTROLLER_MANAGER = new Subject("system:kube-controller-manager", List.of());
    public static final Subject KUBE_PROXY = new Subject("system:kube-proxy", List.of());
    public static final Subject ADMIN = new Subject("kubernetes-admin", List.of("system:masters"));

    public static Subject node(String name) {
        return new Subject("system:node:" + name, List.of("system:nodes"));
    }
}
