package io.navarch.apiserver.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.navarch.apiserver.admission.Admission;
import io.navarch.apiserver.admission.Plugins;
import io.navarch.apiserver.apply.FieldManagement;
import io.navarch.apiserver.authn.Authentication;
import io.navarch.apiserver.authn.Authenticator;
import io.navarch.apiserver.authn.BootstrapTokens;
import io.navarch.apiserver.authn.ClientCertificates;
import io.navarch.apiserver.authn.ServiceAccountTokens;
import io.navarch.apiserver.authn.SigningKeys;
import io.navarch.apiserver.authn.StaticTokens;
import io.navarch.apiserver.authz.Authorization;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.authz.Escalation;
import io.navarch.apiserver.authz.NodeAuthorizer;
import io.navarch.apiserver.authz.Rbac;
import io.navarch.apiserver.bootstrap.Bootstrap;
import io.navarch.apiserver.bootstrap.RoleTable;
import io.navarch.apiserver.bootstrap.ServerEndpoints;
import io.navarch.apiserver.cache.WatchCache;
import io.navarch.apiserver.crd.CustomStrategy;
import io.navarch.apiserver.crd.DefinitionController;
import io.navarch.apiserver.crd.DefinitionStrategy;
import io.navarch.apiserver.http.Connections;
import io.navarch.apiserver.http.FixedEndpoints;
import io.navarch.apiserver.http.Frontend;
import io.navarch.apiserver.http.IssuerEndpoint;
import io.navarch.apiserver.http.OpenApiEndpoint;
import io.navarch.apiserver.http.ProxyEndpoint;
import io.navarch.apiserver.resource.BuiltIn;
import io.navarch.apiserver.resource.FieldLabels;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.Strategies;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.review.Reviews;
import io.navarch.apiserver.rpc.RpcServer;
import io.navarch.apiserver.schema.Definitions;
import io.navarch.apiserver.store.Compactor;
import io.navarch.apiserver.store.Store;
import io.navarch.apiserver.stream.NodeDialer;
import io.navarch.apiserver.stream.Streams;
import io.navarch.apiserver.verb.Actions;
import io.navarch.apiserver.verb.Backend;
import io.navarch.apiserver.verb.StoredObjects;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.health.HealthChecks;
import io.navarch.machinery.identity.ClusterAuthority;
import io.navarch.machinery.identity.Identity;
import io.navarch.machinery.identity.IdentityFolder;
import io.navarch.machinery.identity.Kubeconfig;
import io.navarch.machinery.identity.ServingNames;
import io.navarch.machinery.identity.Subject;
import io.navarch.machinery.identity.Tls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An API server: the object graph and its life. */
public final class ApiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final Duration LOADING = Duration.ofMinutes(2);

    private final ApiServerSettings settings;
    private final InstantSource clock = InstantSource.system();
    private final Definitions definitions = Definitions.load();
    private final IdentityFolder identities;
    private final Store store;
    private final WatchCache cache;
    private final Rbac rbac;
    private final Authorization authorization;
    private final Verbs verbs;
    private final DefinitionController customResources;
    private final HealthChecks health = new HealthChecks();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicBoolean bootstrapped = new AtomicBoolean();
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("api-server-timer").daemon().factory());
    private int port;
    private int grpcPort;

    public ApiServer(ApiServerSettings settings) {
        this.settings = settings;
        this.identities = new IdentityFolder(settings.identityFolder(), clock);
        this.store = Stores.open(settings, clock);
        this.cache = new WatchCache(store, settings.cache());
        TypeRegistry types = new TypeRegistry(BuiltIn.catalogue(definitions));
        types.current().all().forEach(type -> cache.register(type.storage().groupResource(), FieldLabels.of(type)));
        this.rbac = new Rbac(cache);
        this.authorization = new Authorization(List.of(
                Authorizer.MASTERS, new NodeAuthorizer(cache, RoleTable.rulesOf("system:node")), rbac));
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        Objects objects = new StoredObjects(store, cache, clock, random);
        this.verbs = new Verbs(new Backend(
                types,
                store,
                cache,
                Strategies.builtIn().with(DefinitionStrategy.RESOURCE, new DefinitionStrategy()).withCustom(CustomStrategy::of),
                new FieldManagement(new ServedVersions(types)),
                new Admission(Plugins.standard(objects, types, authorization, new Escalation(rbac), clock, random)),
                objects,
                clock,
                random));
        this.customResources = new DefinitionController(verbs, definitions, clock);
        health.add("etcd", HealthChecks.Scope.LIVE_AND_READY, () -> store.revision().value() >= 0);
        health.add("informer-sync", HealthChecks.Scope.READY, cache::isLoaded);
        health.add("poststarthook/rbac/bootstrap-roles", HealthChecks.Scope.READY, bootstrapped::get);
    }

    /** Listens once everything is loaded; where that fails nothing is left running. */
    public void start() {
        try {
            load();
            serve();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void load() {
        cache.start();
        try {
            if (!cache.awaitLoaded(LOADING)) {
                throw new IllegalStateException("the state was not loaded within " + LOADING);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while starting", stopped);
        }
        customResources.start();
        new Bootstrap(verbs, settings.cluster().serviceCidr()).run();
        bootstrapped.set(true);
    }

    private void serve() {
        ClusterAuthority authority = identities.clusterAuthority();
        Supplier<Identity> serving = () -> identities.server(
                "apiserver",
                Subject.API_SERVER,
                ServingNames.ofApiServer(
                        settings.cluster().domain(), settings.cluster().serviceIp(), settings.servingNames()));
        SigningKeys keys = new SigningKeys(identities.serviceAccountKeys());
        ServiceAccountTokens tokens =
                new ServiceAccountTokens(keys, settings.cluster().issuer(), verbs.backend().objects(), clock);
        List<Authenticator> authenticators = new ArrayList<>();
        authenticators.add(new ClientCertificates(Tls.trust(List.of(authority.certificate()))));
        settings.tokenFile().ifPresent(file -> authenticators.add(StaticTokens.read(file)));
        authenticators.add(tokens);
        authenticators.add(new BootstrapTokens(verbs.backend().objects(), clock));
        Authentication authentication = new Authentication(
                authenticators,
                settings.anonymous() == ApiServerSettings.Anonymous.ADMITTED
                        ? Authentication.Anonymous.ADMITTED
                        : Authentication.Anonymous.REFUSED,
                clock);
        Actions actions = new Reviews(verbs, tokens, authorization, rbac).addTo(verbs.addTo(new Actions()));
        servers.add(RpcServer.inProcess(inProcessName(), authorization, verbs, actions));
        if (settings.grpcPort() >= 0) {
            RpcServer rpc = RpcServer.secure(
                    new InetSocketAddress(settings.bindAddress(), settings.grpcPort()),
                    Tls.grpcServer(serving, List.of(authority.certificate())),
                    authentication,
                    authorization,
                    verbs,
                    actions);
            servers.add(rpc);
            grpcPort = rpc.port();
        }
        FixedEndpoints fixed = new FixedEndpoints(
                verbs.backend().types(), settings.advertiseAddress() + ":" + settings.port(), health, metrics);
        new IssuerEndpoint(keys, settings.cluster().issuer(), settings.advertiseAddress() + ":" + settings.port()).addTo(fixed);
        new OpenApiEndpoint(verbs.backend().types(), definitions).addTo(fixed);
        Frontend frontend = new Frontend(
                new InetSocketAddress(settings.bindAddress(), settings.port()),
                Tls.https(serving, List.of(authority.certificate())),
                new Frontend.Parts(
                        verbs, actions, authentication, authorization, fixed, connections(authority), metrics, clock));
        servers.add(frontend);
        port = frontend.port();
        ServerEndpoints endpoints =
                new ServerEndpoints(verbs, clock, PublishedAddress.of(settings.advertiseAddress()), port, settings.cluster().serviceIp());
        every(ServerEndpoints.EVERY, "renewing the endpoints of the API servers", endpoints::renew);
        Compactor compactor = new Compactor(store, Compactor.HISTORY);
        every(compactor.interval(), "compacting the store", () -> compactor.step(clock.instant()));
    }

    private Connections connections(ClusterAuthority authority) {
        Supplier<Identity> client =
                () -> identities.client("apiserver-kubelet-client", Subject.API_SERVER_KUBELET_CLIENT);
        NodeDialer dialer = NodeDialer.secure(Tls.grpcClient(client, List.of(authority.certificate())));
        servers.add(dialer);
        return new Connections(
                verbs.backend().objects(),
                new Streams(dialer),
                new ProxyEndpoint(verbs.backend().objects(), Tls.jdk(client, List.of(authority.certificate()))));
    }

    private void every(Duration period, String what, Runnable task) {
        Runnable kept = () -> {
            try {
                task.run();
            } catch (RuntimeException trouble) {
                LOG.warn("{} is tried again in {} s: {}", what, period.toSeconds(), trouble.toString());
            }
        };
        timer.scheduleWithFixedDelay(kept, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where HTTPS is served. */
    public int port() {
        return port;
    }

    /** Where gRPC is served; 0 when it is not. */
    public int grpcPort() {
        return grpcPort;
    }

    /** Under this name gRPC is served within this JVM. */
    public String inProcessName() {
        return "api-server-" + Integer.toHexString(System.identityHashCode(this));
    }

    public IdentityFolder identities() {
        return identities;
    }

    public Verbs verbs() {
        return verbs;
    }

    /** Writes a kubeconfig for the cluster's administrator. */
    public void writeAdminKubeconfig(Path file) {
        new Kubeconfig(
                        "navarch",
                        "https://" + settings.advertiseAddress() + ":" + port(),
                        List.of(identities.clusterAuthority().certificate()),
                        Subject.ADMIN.commonName(),
                        identities.client("admin", Subject.ADMIN))
                .write(file);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        for (AutoCloseable server : servers.reversed()) {
            try {
                server.close();
            } catch (Exception trouble) {
                LOG.warn("stopping", trouble);
            }
        }
        customResources.close();
        rbac.close();
        cache.close();
        store.close();
    }
}
