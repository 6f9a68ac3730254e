package io.navarch.apiserver.admission;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Whom a certificate is asked for: the subject of a PKCS #10 request as a CertificateSigningRequest carries it, base64 of PEM. */
record CertificateSubject(List<String> commonNames, List<String> organizations) {

    static CertificateSubject read(String base64) throws IOException {
        String pem = new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (!(parser.readObject() instanceof PKCS10CertificationRequest request)) {
                throw new IOException("PEM block type must be CERTIFICATE REQUEST");
            }
            return new CertificateSubject(
                    texts(request.getSubject(), BCStyle.CN), texts(request.getSubject(), BCStyle.O));
        } catch (IllegalArgumentException wrong) {
            throw new IOException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static List<String> texts(X500Name subject, ASN1ObjectIdentifier kind) {
        List<String> texts = new ArrayList<>();
        for (RDN part : subject.getRDNs(kind)) {
            texts.add(IETFUtils.valueToString(part.getFirst().getValue()));
        }
        return texts;
    }
}
