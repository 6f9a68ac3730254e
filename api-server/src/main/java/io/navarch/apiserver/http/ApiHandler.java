package io.navarch.apiserver.http;

import io.navarch.apiserver.authn.Authentication;
import io.navarch.apiserver.authn.Credentials;
import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.authz.Authorization;
import io.navarch.apiserver.authz.Request;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.store.StoreUnavailable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of a request: what does it ask for, who asks, may they, then on to the resource or the fixed endpoint. */
public final class ApiHandler implements Consumer<Exchange> {

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final String BEARER = "Bearer ";

    private final Authentication authentication;
    private final Authorization authorization;
    private final Impersonation impersonation;
    private final ResourceEndpoint resources;
    private final FixedEndpoints fixed;
    private final RequestMetrics metrics;
    private final ExecutorService threads;

    ApiHandler(
            Authentication authentication,
            Authorization authorization,
            ResourceEndpoint resources,
            FixedEndpoints fixed,
            RequestMetrics metrics,
            ExecutorService threads) {
        this.authentication = authentication;
        this.authorization = authorization;
        this.impersonation = new Impersonation(authorization);
        this.resources = resources;
        this.fixed = fixed;
        this.metrics = metrics;
        this.threads = threads;
    }

    @Override
    public void accept(Exchange exchange) {
        try {
            threads.execute(() -> handle(exchange));
        } catch (RejectedExecutionException stopping) {
            exchange.reply(Forms.refusal(exchange, Refusal.serviceUnavailable("the API server is stopping")));
        }
    }

    private void handle(Exchange exchange) {
        RequestInfo info = RequestInfo.of(exchange.method(), exchange.path(), exchange.query());
        exchange.observe(metrics.begin(info));
        try {
            User user = authentication.authenticate(credentials(exchange));
            User acting = impersonation.settle(exchange.headers(), user);
            authorization.require(request(acting, info));
            if (info.resourceRequest() && fixed.serves(info.group())) {
                resources.handle(exchange, info, acting);
            } else {
                exchange.reply(fixed.answer(exchange, acting));
            }
        } catch (Refusal refusal) {
            exchange.reply(Forms.refusal(exchange, refusal));
        } catch (StoreUnavailable trouble) {
            LOG.warn("{} {}: {}", exchange.method(), exchange.path(), trouble.getMessage());
            exchange.reply(Forms.refusal(exchange, Refusal.serviceUnavailable("the store cannot be reached")));
        } catch (RuntimeException | StackOverflowError fault) {
            LOG.error("{} {} failed", exchange.method(), exchange.path(), fault);
            exchange.reply(Forms.refusal(exchange, Refusal.internal(String.valueOf(fault.getMessage()))));
        }
    }

    static Credentials credentials(Exchange exchange) {
        String header = exchange.header("Authorization").strip();
        boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return new Credentials(exchange.peer().certificates(), bearer ? header.substring(BEARER.length()).strip() : "");
    }

    private static Request request(User user, RequestInfo info) {
        return info.resourceRequest()
                ? new Request(
                        user.name(),
                        user.groups(),
                        info.verb(),
                        info.group(),
                        info.version(),
                        info.resource(),
                        info.subresource(),
                        info.namespace(),
                        info.name(),
                        "")
                : Request.onPath(user.name(), user.groups(), info.verb(), info.path());
    }
}
