package io.navarch.apiserver.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.navarch.apiserver.authn.Authentication;
import io.navarch.apiserver.authn.Credentials;
import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.client.ApiChannels;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Finds out who calls, and puts the user where the service looks for it. */
final class Callers {

    static final Context.Key<User> USER = Context.key("user");

    private Callers() {}

    /** By the certificate of the connection. */
    static ServerInterceptor byCertificate(Authentication authentication) {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
                try {
                    User user = authentication.authenticate(new Credentials(chain(session), ""));
                    return Contexts.interceptCall(Context.current().withValue(USER, user), call, headers, next);
                } catch (Refusal refused) {
                    call.close(Status.UNAUTHENTICATED.withDescription(refused.message()), new Metadata());
                    return new ServerCall.Listener<>() {};
                }
            }
        };
    }

    private static List<X509Certificate> chain(SSLSession session) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate one : session.getPeerCertificates()) {
                chain.add((X509Certificate) one);
            }
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
        return chain;
    }

    /** By what the caller says: for callers inside this JVM, and for them alone. */
    static ServerInterceptor byWord() {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                String name = headers.get(ApiChannels.CALLER_USER);
                List<String> groups = new ArrayList<>();
                Iterable<String> said = headers.getAll(ApiChannels.CALLER_GROUP);
                if (said != null) {
                    said.forEach(groups::add);
                }
                groups.add(User.ALL_AUTHENTICATED);
                User user = name == null ? User.ANONYMOUS : User.of(name, List.copyOf(groups));
                return Contexts.interceptCall(Context.current().withValue(USER, user), call, headers, next);
            }
        };
    }
}
