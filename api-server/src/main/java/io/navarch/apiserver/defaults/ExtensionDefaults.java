package io.navarch.apiserver.defaults;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** apiextensions and apiregistration. */
final class ExtensionDefaults {

    private static final String EXTENSIONS = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.";
    private static final int HTTPS = 443;

    private ExtensionDefaults() {}

    static void declare(TypeDefaults.Rules rules) {
        rules.put(EXTENSIONS + "CustomResourceDefinition", (definition, now) -> {
            ObjectNode spec = Fill.structure(definition, "spec");
            ObjectNode names = Fill.structure(spec, "names");
            String kind = Fill.text(names, "kind");
            Fill.zero(names, "singular", kind.toLowerCase(Locale.ROOT));
            if (!kind.isEmpty()) {
                Fill.zero(names, "listKind", kind + "List");
            }
            if (Fill.isAbsent(spec.get("conversion"))) {
                spec.putObject("conversion").put("strategy", "None");
            }
            ObjectNode status = Fill.structure(definition, "status");
            if (Fill.isEmpty(status.get("storedVersions"))) {
                for (JsonNode version : spec.path("versions")) {
                    if (version.path("storage").asBoolean(false)) {
                        status.putArray("storedVersions").add(version.path("name").asString(""));
                        break;
                    }
                }
            }
        });
        rules.pointer(EXTENSIONS + "ServiceReference", "port", HTTPS);
        rules.pointer("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference", "port", HTTPS);
    }
}
