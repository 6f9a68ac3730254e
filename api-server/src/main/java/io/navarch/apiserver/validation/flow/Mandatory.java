package io.navarch.apiserver.validation.flow;

import io.navarch.machinery.object.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The specs of what every server has: nobody may change them. */
final class Mandatory {

    private static final String ALL = "\"resourceRules\":[{\"verbs\":[\"*\"],\"apiGroups\":[\"*\"],\"resources\":[\"*\"],\"clusterScope\":true,"
            + "\"namespaces\":[\"*\"]}],\"nonResourceRules\":[{\"verbs\":[\"*\"],\"nonResourceURLs\":[\"*\"]}]";

    static final Map<String, JsonNode> SCHEMAS = Map.of(
            "exempt",
            Json.tree("{\"priorityLevelConfiguration\":{\"name\":\"exempt\"},\"matchingPrecedence\":1,\"rules\":[{\"subjects\":["
                    + group("system:masters") + "]," + ALL + "}]}"),
            "catch-all",
            Json.tree("{\"priorityLevelConfiguration\":{\"name\":\"catch-all\"},\"matchingPrecedence\":10000,\"distinguisherMethod\":"
                    + "{\"type\":\"ByUser\"},\"rules\":[{\"subjects\":[" + group("system:unauthenticated") + ","
                    + group("system:authenticated") + "]," + ALL + "}]}"));

    static final Map<String, JsonNode> LEVELS = Map.of(
            "exempt",
            Json.tree("{\"type\":\"Exempt\"}"),
            "catch-all",
            Json.tree("{\"type\":\"Limited\",\"limited\":{\"nominalConcurrencyShares\":5,\"lendablePercent\":0,"
                    + "\"limitResponse\":{\"type\":\"Reject\"}}}"));

    private Mandatory() {}

    private static String group(String name) {
        return "{\"kind\":\"Group\",\"group\":{\"name\":\"" + name + "\"}}";
    }
}
