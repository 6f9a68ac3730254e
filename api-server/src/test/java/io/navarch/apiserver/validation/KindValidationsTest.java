package io.navarch.apiserver.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.apiserver.status.FieldError;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

class KindValidationsTest {

    private static JsonNode json(String text) {
        return Json.tree(text.replace('\'', '"'));
    }

    private static GroupResource kind(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? new GroupResource("", name) : new GroupResource(name.substring(dot + 1), name.substring(0, dot));
    }

    private static List<String> create(String kind, String object) {
        return KindValidations.create(kind(kind), json(object)).stream().map(FieldError::toString).toList();
    }

    private static List<String> update(String kind, String before, String now) {
        return KindValidations.update(kind(kind), json(now), json(before)).stream().map(FieldError::toString).toList();
    }

    @Test
    void aRepeatedPortOfAServiceIsShownAsKubernetesOwnStructure() {
        assertThat(create("services", "{'spec':{'type':'ClusterIP','sessionAffinity':'None','internalTrafficPolicy':'Cluster','ports':["
                        + "{'name':'a','port':80,'protocol':'TCP','targetPort':80},{'name':'b','port':80,'protocol':'TCP','targetPort':80}]}}"))
                .containsExactly("spec.ports[1]: Duplicate value: {\"Name\":\"\",\"Protocol\":\"TCP\",\"AppProtocol\":null,\"Port\":80,"
                        + "\"TargetPort\":0,\"NodePort\":0}");
    }

    @Test
    void anImmutableConfigMapKeepsItsDataAndStaysImmutable() {
        assertThat(update("configmaps", "{'immutable':true,'data':{'a':'1'}}", "{'data':{'a':'2'}}"))
                .containsExactly(
                        "immutable: Forbidden: field is immutable when `immutable` is set",
                        "data: Forbidden: field is immutable when `immutable` is set");
    }

    @Test
    void aBoundClaimMayGrowButNotBelowWhatItHas() {
        String claim = "{'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'%s'}}},"
                + "'status':{'phase':'Bound','capacity':{'storage':'2Gi'}}}";
        assertThat(update("persistentvolumeclaims", claim.formatted("2Gi"), claim.formatted("3Gi"))).isEmpty();
        assertThat(update("persistentvolumeclaims", claim.formatted("4Gi"), claim.formatted("1Gi")))
                .containsExactly("spec.resources.requests.storage: Forbidden: field can not be less than status.capacity");
    }

    @Test
    void aTermWithoutExpressionsCountsAsARepetitionForEachTerm() {
        assertThat(create(
                        "storageclasses.storage.k8s.io",
                        "{'provisioner':'a','volumeBindingMode':'Immediate','allowedTopologies':[{},{}]}"))
                .hasSize(2 + 3);
    }

    @Test
    void oneExpressionOfAClaimMustSelectDevices() {
        String claim = "{'spec':{'devices':{'requests':[{'name':'a','exactly':{'deviceClassName':'c','allocationMode':'All',"
                + "'selectors':[{'cel':{'expression':'%s'}}]}}]}}}";
        assertThat(create("resourceclaims.resource.k8s.io", claim.formatted("device.driver == device.driver"))).isEmpty();
        assertThat(create("resourceclaims.resource.k8s.io", claim.formatted("1 + 2"))).singleElement().asString().contains("not int");
        assertThat(create("resourceclaims.resource.k8s.io", claim.formatted("device.none"))).singleElement().asString()
                .contains("compilation failed");
    }

    @Test
    void deprecatedNodeLabelsOfAPodAreWarnedOf() {
        JsonNode pod = json("{'metadata':{'name':'a'},'spec':{'nodeSelector':{'beta.kubernetes.io/os':'linux'}}}");
        assertThat(KindValidations.warnings(kind("pods"), pod, MissingNode.getInstance()))
                .containsExactly(
                        "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead");
    }
}
