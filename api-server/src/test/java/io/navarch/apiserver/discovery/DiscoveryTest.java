package io.navarch.apiserver.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.apiserver.resource.BuiltIn;
import io.navarch.apiserver.resource.Catalogue;
import io.navarch.machinery.object.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DiscoveryTest {

    private static final Catalogue CATALOGUE = BuiltIn.catalogue();
    private final Discovery discovery = new Discovery(CATALOGUE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "apps        | v1 | deployments              | 8aSe+NMegvE=",
        "events.k8s.io | v1 | events                 | r2yiGXH7wu8=",
        "autoscaling | v1 | horizontalpodautoscalers | qwQve8ut294=",
        "autoscaling | v2 | horizontalpodautoscalers | qwQve8ut294=",
        "resource.k8s.io | v1 | deviceclasses        | Yk2PTc1Ybxk=",
        "apiextensions.k8s.io | v1 | customresourcedefinitions | jfWCUB31mvA=",
        "admissionregistration.k8s.io | v1 | mutatingadmissionpolicies | LYmCf+UMVdg="
    })
    void theStorageVersionHashIsKubernetes(String group, String version, String plural, String hash) {
        assertThat(StorageVersionHash.of(CATALOGUE.find(group, version, plural).orElseThrow())).contains(hash);
    }

    @Test
    void reviewsAreNotStored() {
        assertThat(StorageVersionHash.of(CATALOGUE.find("authentication.k8s.io", "v1", "tokenreviews").orElseThrow())).isEmpty();
        assertThat(StorageVersionHash.of(CATALOGUE.find("", "v1", "componentstatuses").orElseThrow())).isEmpty();
    }

    @Test
    void aGroupNamesItsPreferredVersionFirst() {
        assertThat(discovery.group("autoscaling").orElseThrow()).isEqualTo(Json.tree("""
                {"kind":"APIGroup","apiVersion":"v1","name":"autoscaling",
                 "versions":[{"groupVersion":"autoscaling/v2","version":"v2"},{"groupVersion":"autoscaling/v1","version":"v1"}],
                 "preferredVersion":{"groupVersion":"autoscaling/v2","version":"v2"}}"""));
        assertThat(discovery.group("nope.example.com")).isEmpty();
        assertThat(discovery.resources("apps", "v2")).isEmpty();
    }

    @Test
    void subresourcesFollowTheirResourceAndNameAForeignKindInFull() {
        JsonNode resources = discovery.resources("apps", "v1").orElseThrow().get("resources");
        assertThat(resources.valueStream().map(r -> r.get("name").stringValue()))
                .startsWith("controllerrevisions", "daemonsets", "daemonsets/status", "deployments", "deployments/scale", "deployments/status");
        assertThat(resources.get(4)).isEqualTo(Json.tree("""
                {"name":"deployments/scale","singularName":"","namespaced":true,"group":"autoscaling","version":"v1","kind":"Scale",
                 "verbs":["get","patch","update"]}"""));
    }

    @Test
    void theAggregatedFormHasEveryGroupInOrder() {
        JsonNode items = Json.tree(new AggregatedDiscovery(CATALOGUE).groups().json()).get("items");
        assertThat(items.size()).isEqualTo(20);
        assertThat(items.get(0).at("/metadata/name").stringValue()).isEqualTo("apiregistration.k8s.io");
        assertThat(items.get(19).at("/metadata/name").stringValue()).isEqualTo("flowcontrol.apiserver.k8s.io");
        assertThat(new AggregatedDiscovery(CATALOGUE).groups().etag())
                .isEqualTo(new AggregatedDiscovery(CATALOGUE).groups().etag());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList                       | AGGREGATED",
        "application/json;as=APIGroupDiscoveryList;v=v2;g=apidiscovery.k8s.io,application/json      | AGGREGATED",
        "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList                  | NONE",
        "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json | PLAIN",
        "*/*                                                                                        | PLAIN",
        "application/vnd.kubernetes.protobuf, application/json                                      | PLAIN",
        "text/html                                                                                  | NONE"
    })
    void theAcceptHeaderChoosesTheForm(String accept, DiscoveryForm form) {
        assertThat(DiscoveryForm.of(accept)).isEqualTo(form);
    }
}
