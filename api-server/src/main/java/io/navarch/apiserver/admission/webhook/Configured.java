package io.navarch.apiserver.admission.webhook;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.GroupResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** All webhooks of one kind of configuration, by name of the configuration. Read anew when a configuration has changed. */
final class Configured {

    private final Objects objects;
    private final GroupResource kind;
    private volatile Map<String, Read> known = Map.of();

    private record Read(String revision, List<Webhook> webhooks) {}

    Configured(Objects objects, String plural) {
        this.objects = objects;
        this.kind = new GroupResource("admissionregistration.k8s.io", plural);
    }

    List<Webhook> webhooks() {
        List<ObjectNode> configurations = objects.list(kind, "");
        if (configurations.isEmpty()) {
            return List.of();
        }
        Map<String, Read> before = known;
        Map<String, Read> now = new HashMap<>();
        List<Webhook> all = new ArrayList<>();
        for (ObjectNode configuration : configurations) {
            String uid = configuration.path("metadata").path("uid").asString("");
            String revision = configuration.path("metadata").path("resourceVersion").asString("");
            Read read = before.get(uid);
            if (read == null || !read.revision().equals(revision)) {
                read = new Read(revision, Webhook.of(configuration));
            }
            now.put(uid, read);
            all.addAll(read.webhooks());
        }
        known = now;
        return all;
    }
}
