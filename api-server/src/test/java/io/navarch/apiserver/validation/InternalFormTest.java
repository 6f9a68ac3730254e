package io.navarch.apiserver.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.object.Json;
import org.junit.jupiter.api.Test;

class InternalFormTest {

    private static String form(String type, String json) {
        return InternalForm.of(type, Json.tree(json.replace('\'', '"'))).toString().replace('"', '\'');
    }

    @Test
    void absentFieldsShowTheirZeroInTheOrderOfTheType() {
        assertThat(form("Taint", "{'effect':'NoSchedule','key':'a'}"))
                .isEqualTo("{'Key':'a','Value':'','Effect':'NoSchedule','TimeAdded':null}");
        assertThat(form("ServicePort", "{}"))
                .isEqualTo("{'Name':'','Protocol':'','AppProtocol':null,'Port':0,'TargetPort':0,'NodePort':0}");
    }

    @Test
    void aFieldOfTheStructureAroundIsShownWhereKubernetesKeepsIt() {
        assertThat(form("PodSpec", "{'hostNetwork':true,'securityContext':{}}"))
                .contains("'SecurityContext':{'HostNetwork':true,'HostPID':false");
    }

    @Test
    void namesFollowKubernetesOwnCapitals() {
        assertThat(InternalForm.jsonName("AWSElasticBlockStore")).isEqualTo("awsElasticBlockStore");
        assertThat(InternalForm.jsonName("IQN")).isEqualTo("iqn");
        assertThat(InternalForm.jsonName("TargetWWNs")).isEqualTo("targetWWNs");
    }
}
