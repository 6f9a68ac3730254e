package io.navarch.controllermanager.token;

import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** Signs tokens that do not expire, for Secrets: JWTs by RS256 or ES256, as the key is. */
final class AccountTokens {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final String CLAIM = "kubernetes.io/serviceaccount/";

    private final KeyPair keys;

    AccountTokens(KeyPair keys) {
        this.keys = keys;
    }

    String token(Meta account, String secret) {
        boolean rsa = keys.getPrivate().getAlgorithm().equals("RSA");
        ObjectNode header = Json.object().put("alg", rsa ? "RS256" : "ES256").put("kid", keyId());
        ObjectNode claims = Json.object()
                .put("iss", "kubernetes/serviceaccount")
                .put(CLAIM + "namespace", account.namespace())
                .put(CLAIM + "secret.name", secret)
                .put(CLAIM + "service-account.name", account.name())
                .put(CLAIM + "service-account.uid", account.uid().value())
                .put("sub", "system:serviceaccount:" + account.namespace() + ":" + account.name());
        String signed = URL.encodeToString(Json.write(header)) + "." + URL.encodeToString(Json.write(claims));
        try {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the service accounts' key cannot sign", e);
        }
    }

    private String keyId() {
        try {
            return URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
