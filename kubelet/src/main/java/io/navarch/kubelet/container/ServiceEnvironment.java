package io.navarch.kubelet.container;

import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.Service;
import io.navarch.kubelet.spec.Service.Port;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The variables that tell containers of Services: NAME_SERVICE_HOST and the like, as Docker links had them. */
final class ServiceEnvironment {

    private ServiceEnvironment() {}

    /** The Services of the pod's namespace, unless it does not want them, and in any case the API server's. */
    static Map<String, String> of(Pod pod, List<Service> services) {
        boolean links = !Boolean.FALSE.equals(pod.spec().enableServiceLinks());
        Map<String, String> env = new LinkedHashMap<>();
        for (Service service : services) {
            String namespace = service.metadata().key().namespace();
            boolean master = namespace.equals("default") && service.metadata().name().equals("kubernetes");
            boolean own = namespace.equals(pod.namespace()) && links;
            if ((master || own) && service.hasAddress() && !service.spec().ports().isEmpty()) {
                add(service, env);
            }
        }
        return env;
    }

    private static void add(Service service, Map<String, String> env) {
        String name = upper(service.metadata().name());
        String ip = String.valueOf(service.spec().clusterIP());
        List<Port> ports = service.spec().ports();
        env.put(name + "_SERVICE_HOST", ip);
        env.put(name + "_SERVICE_PORT", String.valueOf(ports.getFirst().port()));
        for (Port port : ports) {
            if (port.name() != null && !port.name().isEmpty()) {
                env.put(name + "_SERVICE_PORT_" + upper(port.name()), String.valueOf(port.port()));
            }
        }
        for (Port port : ports) {
            String protocol = port.protocol() == null ? "TCP" : port.protocol();
            String url = protocol.toLowerCase(Locale.ROOT) + "://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port.port();
            String prefix = name + "_PORT_" + port.port() + "_" + protocol;
            env.putIfAbsent(name + "_PORT", url);
            env.put(prefix, url);
            env.put(prefix + "_PROTO", protocol.toLowerCase(Locale.ROOT));
            env.put(prefix + "_PORT", String.valueOf(port.port()));
            env.put(prefix + "_ADDR", ip);
        }
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
