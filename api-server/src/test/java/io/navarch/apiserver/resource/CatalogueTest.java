package io.navarch.apiserver.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.apiserver.schema.Definitions;
import io.navarch.apiserver.schema.Schema;
import io.navarch.machinery.object.Gvr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final Catalogue catalogue = BuiltIn.catalogue();

    @Test
    void everyKindHasASchemaWithMetadata() {
        assertThat(catalogue.all()).isNotEmpty().allSatisfy(type -> {
            assertThat(type.schema().definition()).endsWith("." + type.kind());
            assertThat(type.schema().properties()).containsKeys("apiVersion", "kind", "metadata");
        });
    }

    @Test
    void everyReferenceLeadsToAType() {
        Definitions definitions = Definitions.load();
        Set<String> seen = new HashSet<>();
        List<Schema> left = new ArrayList<>();
        definitions.all().forEach(d -> left.add(d.schema()));
        while (!left.isEmpty()) {
            Schema schema = left.removeLast();
            if (schema.definition().isEmpty() || seen.add(schema.definition())) {
                left.addAll(schema.properties().values());
                Stream.of(schema.items(), schema.additionalProperties()).filter(s -> s != null).forEach(left::add);
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(definitions.names());
    }

    @Test
    void findsAResourceByPathKindAndStorage() {
        ResourceType deployments = catalogue.find("apps", "v1", "deployments").orElseThrow();

        assertThat(catalogue.find(new Gvk("apps", "v1", "Deployment"))).contains(deployments);
        assertThat(catalogue.find(deployments.groupResource())).contains(deployments);
        assertThat(deployments.subresource("scale").kind()).isEqualTo(new Gvk("autoscaling", "v1", "Scale"));
        assertThat(deployments.subresource("scale").schema().properties()).containsKey("spec");
    }

    @Test
    void oneKindUnderTwoNamesIsStoredOnce() {
        assertThat(catalogue.find("events.k8s.io", "v1", "events").orElseThrow().storage()).isEqualTo(Gvr.core("events"));
        assertThat(catalogue.find("autoscaling", "v1", "horizontalpodautoscalers").orElseThrow().storageVersion())
                .isEqualTo("v2");
        assertThat(catalogue.versionsByGroup().get("autoscaling")).containsExactly("v2", "v1");
    }

    @Test
    void readsWhatTheTablesSayOfAField() {
        Schema pod = catalogue.find("", "v1", "pods").orElseThrow().schema();
        Schema containers = pod.property("spec").property("containers");
        Schema ports = containers.items().property("ports");

        assertThat(containers.listType()).isEqualTo(Schema.ListType.MAP);
        assertThat(containers.listMapKeys()).containsExactly("name");
        assertThat(containers.patchStrategy()).isEqualTo(Schema.PatchStrategy.MERGE);
        assertThat(containers.patchMergeKey()).isEqualTo("name");
        assertThat(ports.listMapKeys()).containsExactly("containerPort", "protocol");
        assertThat(ports.items().property("protocol").defaultValue().stringValue()).isEqualTo("TCP");
    }
}
