package io.navarch.apiserver.bootstrap;

import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.object.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Brings a cluster's first objects about. */
public final class Bootstrap {

    private static final List<String> NAMESPACES = List.of("kube-system", "kube-public", "kube-node-lease", "default");

    private final Seeds seeds;

    public Bootstrap(Verbs verbs) {
        this.seeds = new Seeds(verbs);
    }

    /** May be called any number of times. */
    public void run() {
        NAMESPACES.forEach(name -> seeds.ensure(named("v1", "Namespace", name)));
    }

    private static ObjectNode named(String apiVersion, String kind, String name) {
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }
}
