package io.navarch.apiserver.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.apiserver.resource.BuiltIn;
import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.schema.Definitions;
import io.navarch.apiserver.schema.Schema;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    private static final Definitions DEFINITIONS = Definitions.load();
    private static final Catalogue CATALOGUE = BuiltIn.catalogue(DEFINITIONS);
    private static final OpenApi API = new OpenApi(CATALOGUE, DEFINITIONS);
    private static final JsonNode V2 = Json.tree(API.v2().bytes());

    @Test
    void everyReferenceOfV2IsThere() {
        V2.findValues("$ref").stream().filter(JsonNode::isString).map(JsonNode::stringValue).distinct().forEach(reference ->
                assertThat(V2.at(reference.substring(1)).isMissingNode()).as(reference).isFalse());
    }

    @Test
    void everyReferenceWithinAPartOfV3IsThere() {
        for (String part : Json.tree(API.root().bytes()).get("paths").propertyNames()) {
            JsonNode document = Json.tree(API.part(part).orElseThrow().bytes());
            document.findValues("$ref").stream().filter(JsonNode::isString).map(JsonNode::stringValue).distinct().forEach(reference ->
                    assertThat(document.at(reference.substring(1)).isMissingNode()).as(part + " " + reference).isFalse());
        }
        assertThat(API.part("apis/nope.example.com/v1")).isEmpty();
    }

    @Test
    void operationIdsAreUnique() {
        List<String> ids = V2.get("paths").valueStream()
                .flatMap(path -> path.valueStream().filter(JsonNode::isObject))
                .map(operation -> operation.get("operationId").stringValue())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().contains(
                "createAppsV1NamespacedDeployment", "deleteCoreV1CollectionNamespacedPod", "listCoreV1PodForAllNamespaces",
                "connectCoreV1GetNamespacedPodExec", "replaceCoreV1NamespaceFinalize", "readAppsV1NamespacedDeploymentScale",
                "watchRbacAuthorizationV1ClusterRoleList");
    }

    @Test
    void kubectlFindsDryRunAndTheKindOfAPatch() {
        JsonNode patch = V2.get("paths").get("/apis/apps/v1/namespaces/{namespace}/deployments/{name}").get("patch");
        assertThat(patch.get("parameters").valueStream().filter(p -> p.has("name")).map(p -> p.get("name").stringValue()))
                .contains("dryRun", "fieldValidation");
        assertThat(patch.get("x-kubernetes-group-version-kind"))
                .isEqualTo(Json.tree("{\"group\":\"apps\",\"version\":\"v1\",\"kind\":\"Deployment\"}"));
    }

    @Test
    void theRootTellsTheHashOfEachPart() {
        JsonNode apps = Json.tree(API.root().bytes()).get("paths").get("apis/apps/v1");
        assertThat(apps.get("serverRelativeURL").stringValue())
                .isEqualTo("/openapi/v3/apis/apps/v1?hash=" + API.part("apis/apps/v1").orElseThrow().hash());
        assertThat(new OpenApi(CATALOGUE, DEFINITIONS).v2().etag()).as("the same in every process").isEqualTo(API.v2().etag());
    }

    @Test
    void v3SaysWhatV2CannotSay() {
        JsonNode schemas = Json.tree(API.part("api/v1").orElseThrow().bytes()).at("/components/schemas");
        assertThat(schemas.get("io.k8s.apimachinery.pkg.util.intstr.IntOrString").get("oneOf").size()).isEqualTo(2);
        JsonNode port = schemas.get("io.k8s.api.core.v1.ServicePort").get("properties");
        assertThat(port.get("protocol").get("default").stringValue()).isEqualTo("TCP");
        assertThat(port.get("port").get("default").intValue()).isZero();
        assertThat(port.get("name").get("description").stringValue()).isNotBlank();
    }

    @Test
    void aCustomResourceIsPublishedWithItsList() {
        TypeRegistry registry = new TypeRegistry(CATALOGUE);
        registry.define("gardens.example.com", List.of(garden()));
        OpenApi api = new OpenApi(registry.current(), DEFINITIONS);

        JsonNode v3 = Json.tree(api.part("apis/example.com/v1").orElseThrow().bytes());
        assertThat(v3.get("paths").propertyNames()).contains("/apis/example.com/v1/namespaces/{namespace}/gardens/{name}");
        JsonNode kind = v3.at("/components/schemas").get("com.example.v1.Garden");
        assertThat(kind.at("/properties/spec/properties/size/type").stringValue()).isEqualTo("integer");
        assertThat(kind.at("/properties/spec/description").stringValue()).isEqualTo("What grows.");
        assertThat(v3.at("/components/schemas").get("com.example.v1.GardenList").at("/properties/items/items/$ref").stringValue())
                .isEqualTo("#/components/schemas/com.example.v1.Garden");

        registry.withdraw("gardens.example.com");
        assertThat(new OpenApi(registry.current(), DEFINITIONS).part("apis/example.com/v1")).isEmpty();
    }

    private static ResourceType garden() {
        Schema spec = Schema.of(Schema.Type.OBJECT).custom().description("What grows.")
                .property("size", Schema.of(Schema.Type.INTEGER).custom().build()).build();
        String meta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
        Schema schema = Schema.of(Schema.Type.OBJECT).custom().property("spec", spec)
                .property("metadata", Schema.reference(meta, () -> DEFINITIONS.schema(meta)).build()).build();
        return new ResourceType("example.com", "v1", "Garden", "GardenList", "gardens", "garden", List.of(), List.of(), true,
                List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"), Map.of(), schema,
                new Gvr("example.com", "v1", "gardens"), List.of(), List.of(),
                new ResourceType.CustomDetails("gardens.example.com", "uid", false, "", "", ""));
    }
}
