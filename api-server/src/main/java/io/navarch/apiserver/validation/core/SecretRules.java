package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Secrets: what each type must hold. */
final class SecretRules implements KindValidation {

    private static final String ACCOUNT = "kubernetes.io/service-account.name";

    @Override
    public void create(Field secret) {
        Field data = secret.at("data");
        long size = 0;
        for (Map.Entry<String, Field> entry : data.entries()) {
            ConfigMapRules.key(entry);
            size += ConfigMapRules.bytes(entry.getValue()).length;
        }
        if (size > ConfigMapRules.LARGEST) {
            data.tooLong(ConfigMapRules.LARGEST);
        }
        contents(secret, data);
    }

    private static void contents(Field secret, Field data) {
        switch (secret.at("type").text()) {
            case "kubernetes.io/service-account-token" -> {
                Field account = secret.at("metadata", "annotations").key(ACCOUNT);
                account.mustBeSet();
            }
            case "kubernetes.io/dockercfg" -> object(data.key(".dockercfg"));
            case "kubernetes.io/dockerconfigjson" -> object(data.key(".dockerconfigjson"));
            case "kubernetes.io/basic-auth" -> {
                if (!data.key("username").isSet() && !data.key("password").isSet()) {
                    data.key("username").required();
                    data.key("password").required();
                }
            }
            case "kubernetes.io/ssh-auth" -> data.key("ssh-privatekey").mustBeSet();
            case "kubernetes.io/tls" -> {
                for (String part : List.of("tls.crt", "tls.key")) {
                    if (!data.key(part).isSet()) {
                        data.key(part).required();
                    }
                }
            }
            default -> {}
        }
    }

    private static void object(Field content) {
        if (!content.isSet()) {
            content.required();
            return;
        }
        String trouble = GoJson.objectTrouble(new String(ConfigMapRules.bytes(content), StandardCharsets.UTF_8));
        if (!trouble.isEmpty()) {
            content.invalid("<secret contents redacted>", trouble);
        }
    }

    @Override
    public void update(Field secret, JsonNode before) {
        secret.at("type").mustStay(before.path("type"));
        ConfigMapRules.immutable(secret, before, List.of("data"));
        create(secret);
    }

    @Override
    public List<String> warnings(JsonNode secret, JsonNode before) {
        return secret.path("type").asString("").equals("kubernetes.io/tls")
                ? KeyPairs.trouble(decoded(secret, "tls.crt"), decoded(secret, "tls.key"))
                : List.of();
    }

    private static byte[] decoded(JsonNode secret, String key) {
        return ConfigMapRules.bytes(Field.root(secret.path("data").path(key), List.of()));
    }
}
