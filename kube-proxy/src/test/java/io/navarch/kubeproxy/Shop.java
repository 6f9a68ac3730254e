package io.navarch.kubeproxy;

import io.navarch.machinery.client.FakeApi;
import io.navarch.machinery.object.Gvr;

/** Services and slices as a test puts them on the fake API server. */
public final class Shop {

    public static final Gvr SERVICES = Gvr.core("services");
    public static final Gvr SLICES = new Gvr("discovery.k8s.io", "v1", "endpointslices");

    private Shop() {}

    public static String service(String name, String spec) {
        return "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"shop\",\"uid\":\"u\",\"creationTimestamp\":\"2026-01-01T00:00:00Z\",\"resourceVersion\":\"1\"},\"spec\":{%s}}"
                .formatted(name, spec);
    }

    /** endpoints: JSON objects, comma-separated. ports: likewise. */
    public static String slice(String service, String ports, String endpoints) {
        return ("{\"metadata\":{\"name\":\"%s-1\",\"namespace\":\"shop\",\"uid\":\"u\",\"creationTimestamp\":\"2026-01-01T00:00:00Z\",\"resourceVersion\":\"1\","
                        + "\"labels\":{\"kubernetes.io/service-name\":\"%s\"}},\"addressType\":\"IPv4\",\"ports\":[%s],\"endpoints\":[%s]}")
                .formatted(service, service, ports, endpoints);
    }

    public static String endpoint(String address, String node) {
        return "{\"addresses\":[\"%s\"],\"conditions\":{\"ready\":true},\"nodeName\":\"%s\"}".formatted(address, node);
    }

    static void put(FakeApi api, String service, String spec, String slicePorts, String endpoints) {
        api.put(SERVICES, service(service, spec));
        api.put(SLICES, slice(service, slicePorts, endpoints));
    }
}
