package io.navarch.machinery.identity;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** What somebody asks an authority to certify: a key, a subject, alternative names (PKCS #10). */
public final class SigningRequest {

    private final PKCS10CertificationRequest request;
    private final PublicKey key;

    private SigningRequest(PKCS10CertificationRequest request, PublicKey key) {
        this.request = request;
        this.key = key;
    }

    /** Throws IllegalArgumentException when the text is no request. */
    public static SigningRequest read(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest request) {
                return new SigningRequest(request, new JcaPKCS10CertificationRequest(request).getPublicKey());
            }
            throw new IllegalArgumentException("PEM block type must be CERTIFICATE REQUEST");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("not a certificate request: " + e.getMessage(), e);
        }
    }

    public String commonName() {
        List<String> names = values(BCStyle.CN);
        return names.isEmpty() ? "" : names.getLast();
    }

    public List<String> organizations() {
        return values(BCStyle.O);
    }

    public boolean namesHosts() {
        return has(GeneralName.dNSName);
    }

    public boolean namesAddresses() {
        return has(GeneralName.iPAddress);
    }

    public boolean namesMailboxes() {
        return has(GeneralName.rfc822Name);
    }

    public boolean namesUris() {
        return has(GeneralName.uniformResourceIdentifier);
    }

    X500Name subject() {
        return request.getSubject();
    }

    PublicKey publicKey() {
        return key;
    }

    GeneralNames alternativeNames() {
        Extensions extensions = request.getRequestedExtensions();
        GeneralNames names = extensions == null
                ? null
                : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        return names == null ? new GeneralNames(new GeneralName[0]) : names;
    }

    private boolean has(int tag) {
        return Arrays.stream(alternativeNames().getNames()).anyMatch(name -> name.getTagNo() == tag);
    }

    private List<String> values(ASN1ObjectIdentifier type) {
        List<String> values = new ArrayList<>();
        for (RDN rdn : request.getSubject().getRDNs()) {
            for (AttributeTypeAndValue one : rdn.getTypesAndValues()) {
                if (one.getType().equals(type)) {
                    values.add(IETFUtils.valueToString(one.getValue()));
                }
            }
        }
        return values;
    }
}
