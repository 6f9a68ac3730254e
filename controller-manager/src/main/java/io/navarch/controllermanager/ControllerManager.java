package io.navarch.controllermanager;

import io.navarch.controllermanager.autoscaling.AutoscalingController;
import io.navarch.controllermanager.certificates.CertificateApprover;
import io.navarch.controllermanager.certificates.CertificateRequestCleaner;
import io.navarch.controllermanager.certificates.CertificateSigner;
import io.navarch.controllermanager.clusterrole.AggregationController;
import io.navarch.controllermanager.cronjob.CronJobController;
import io.navarch.controllermanager.daemonset.DaemonSetController;
import io.navarch.controllermanager.deployment.DeploymentController;
import io.navarch.controllermanager.disruption.DisruptionController;
import io.navarch.controllermanager.endpoints.EndpointSliceController;
import io.navarch.controllermanager.endpoints.EndpointsController;
import io.navarch.controllermanager.endpoints.MirroringController;
import io.navarch.controllermanager.everything.AllKinds;
import io.navarch.controllermanager.everything.Everything;
import io.navarch.controllermanager.garbage.GarbageController;
import io.navarch.controllermanager.job.JobController;
import io.navarch.controllermanager.job.LostPodController;
import io.navarch.controllermanager.namespace.NamespaceController;
import io.navarch.controllermanager.nodeipam.NodeIpamController;
import io.navarch.controllermanager.nodelifecycle.NodeLifecycleController;
import io.navarch.controllermanager.podgc.PodGcController;
import io.navarch.controllermanager.provisioner.LocalProvisioner;
import io.navarch.controllermanager.quota.QuotaController;
import io.navarch.controllermanager.replicaset.ReplicaSetController;
import io.navarch.controllermanager.replicaset.ReplicationControllerController;
import io.navarch.controllermanager.serviceaccount.RootCertificateController;
import io.navarch.controllermanager.serviceaccount.ServiceAccountController;
import io.navarch.controllermanager.servicecidr.ServiceCidrController;
import io.navarch.controllermanager.statefulset.StatefulSetController;
import io.navarch.controllermanager.tainteviction.TaintEvictionController;
import io.navarch.controllermanager.token.TokenCleaner;
import io.navarch.controllermanager.token.TokenSecretController;
import io.navarch.controllermanager.ttl.TtlAfterFinishedController;
import io.navarch.controllermanager.volume.ClaimController;
import io.navarch.controllermanager.volume.ProtectionController;
import io.navarch.controllermanager.volume.VolumeController;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.identity.ClusterAuthority;
import io.navarch.machinery.loop.Controller;
import io.navarch.machinery.loop.EventRecorder;
import io.navarch.machinery.loop.Executor;
import io.navarch.machinery.loop.Loop;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All controllers, running. They plan only while leading. */
public final class ControllerManager implements AutoCloseable {

    private final Api api;
    private final Loop loop;
    private final Everything everything;

    public ControllerManager(Api api, EventRecorder events, InstantSource clock, ControllerManagerSettings settings) {
        this(api, events, clock, settings, null, null);
    }

    /**
     * With the keys of service accounts' tokens, Secrets that ask for a token are filled; with the cluster's authority, certificate
     * requests are signed.
     */
    public ControllerManager(
            Api api,
            EventRecorder events,
            InstantSource clock,
            ControllerManagerSettings settings,
            @Nullable KeyPair tokenKeys,
            @Nullable ClusterAuthority authority) {
        this.api = api;
        Executor executor = new Executor(api, events);
        List<Controller<?>> all = controllers(settings);
        if (tokenKeys != null) {
            all.add(new TokenSecretController(tokenKeys, settings.rootCertificate()));
        }
        if (authority != null) {
            all.add(new CertificateSigner(authority));
        }
        this.loop = new Loop(enabled(all, settings), executor, clock);
        this.everything =
                new Everything(kinds -> enabled(controllersOfEverything(kinds), settings), executor, clock);
    }

    /** The controllers that share the loop over the kinds they name. */
    static List<Controller<?>> controllers(ControllerManagerSettings settings) {
        List<Controller<?>> all = new ArrayList<>();
        all.add(new ServiceAccountController());
        if (settings.rootCertificate() != null) {
            all.add(new RootCertificateController(settings.rootCertificate()));
        }
        all.add(new PodGcController(settings.terminatedPodGcThreshold()));
        all.add(new ReplicaSetController());
        all.add(new ReplicationControllerController());
        all.add(new DeploymentController());
        all.add(new StatefulSetController());
        all.add(new DaemonSetController());
        all.add(new JobController());
        all.add(new LostPodController());
        all.add(new CronJobController());
        all.add(new TtlAfterFinishedController());
        all.add(new EndpointSliceController());
        all.add(new EndpointsController());
        all.add(new MirroringController());
        all.add(new ClaimController());
        all.add(new VolumeController());
        all.add(new ProtectionController());
        if (settings.localPath() != null) {
            all.add(new LocalProvisioner(settings.localPath()));
        }
        all.add(new DisruptionController());
        all.add(new AutoscalingController());
        all.add(new TokenCleaner());
        all.add(new AggregationController());
        all.add(new CertificateApprover());
        all.add(new CertificateRequestCleaner());
        all.add(new ServiceCidrController());
        if (settings.clusterCidr() != null) {
            all.add(new NodeIpamController(settings.clusterCidr(), settings.nodeCidrMaskSize()));
        }
        if (settings.nodeLifecycle()) {
            all.add(new NodeLifecycleController(settings.nodeMonitorGracePeriod(), settings.nodeEvictionRate()));
            all.add(new TaintEvictionController());
        }
        return all;
    }

    static List<Controller<?>> controllersOfEverything(AllKinds kinds) {
        return List.of(new GarbageController(kinds), new NamespaceController(kinds), new QuotaController(kinds));
    }

    private static List<Controller<?>> enabled(List<Controller<?>> all, ControllerManagerSettings settings) {
        return all.stream().filter(c -> !settings.disabled().contains(c.name())).toList();
    }

    /** Subscribes; followers keep a warm World until {@link #lead}. */
    public void start() {
        loop.start(api, "controllers");
        everything.start(api);
    }

    /** Takes up or lays down the planning, as an election says. */
    public void lead(boolean now) {
        loop.lead(now);
        everything.lead(now);
    }

    /** Whether the first snapshot was taken in whole. */
    public boolean ready() {
        return loop.ready();
    }

    @Override
    public void close() {
        loop.close();
        everything.close();
    }
}
