package io.navarch.apiserver.authn;

import java.security.cert.X509Certificate;
import java.util.List;

/** What a caller shows: the certificate chain of its connection (empty for none), and a bearer token ("" for none). */
public record Credentials(List<X509Certificate> certificates, String token) {}
