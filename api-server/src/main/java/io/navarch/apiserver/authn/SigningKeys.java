package io.navarch.apiserver.authn;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.navarch.machinery.object.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import tools.jackson.databind.node.ObjectNode;

/** The key that signs service accounts' tokens, RSA or EC P-256, under an id made of its public half. */
public final class SigningKeys {

    private final JWSAlgorithm algorithm;
    private final JWSSigner signer;
    private final JWSVerifier verifier;
    private final JWK published;

    public SigningKeys(KeyPair keys) {
        String id = id(keys.getPublic());
        try {
            switch (keys.getPublic()) {
                case RSAPublicKey rsa -> {
                    algorithm = JWSAlgorithm.RS256;
                    signer = new RSASSASigner(keys.getPrivate());
                    verifier = new RSASSAVerifier(rsa);
                    published = new RSAKey.Builder(rsa).keyUse(KeyUse.SIGNATURE).algorithm(algorithm).keyID(id).build();
                }
                case ECPublicKey ec -> {
                    algorithm = JWSAlgorithm.ES256;
                    signer = new ECDSASigner((ECPrivateKey) keys.getPrivate());
                    verifier = new ECDSAVerifier(ec);
                    published = new ECKey.Builder(Curve.P_256, ec)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(algorithm)
                            .keyID(id)
                            .build();
                }
                default -> throw new IllegalArgumentException("the signing key is neither RSA nor EC");
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the signing key cannot be used", e);
        }
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(published.getKeyID()).build(), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("signing a token failed", e);
        }
        return token.serialize();
    }

    boolean signed(SignedJWT token) {
        try {
            return token.getHeader().getAlgorithm().equals(algorithm) && token.verify(verifier);
        } catch (JOSEException notVerifiable) {
            return false;
        }
    }

    /** For /openid/v1/jwks. */
    public ObjectNode keySet() {
        ObjectNode set = Json.object();
        set.putArray("keys").add(Json.tree(published.toPublicJWK().toJSONString()));
        return set;
    }

    public String algorithm() {
        return algorithm.getName();
    }

    private static String id(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return Base64URL.encode(hash).toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }
}
