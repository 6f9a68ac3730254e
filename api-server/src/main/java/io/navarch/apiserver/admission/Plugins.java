package io.navarch.apiserver.admission;

import io.navarch.apiserver.admission.podsecurity.PodSecurity;
import io.navarch.apiserver.admission.policy.MutatingPolicies;
import io.navarch.apiserver.admission.policy.ValidatingPolicies;
import io.navarch.apiserver.admission.quota.ResourceQuota;
import io.navarch.apiserver.admission.webhook.MutatingWebhooks;
import io.navarch.apiserver.admission.webhook.ValidatingWebhooks;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.authz.Escalation;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.TypeRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** The plugins, in Kubernetes' order: the one list. */
public final class Plugins {

    private Plugins() {}

    public static List<Plugin> standard(
            Objects objects,
            TypeRegistry types,
            Authorizer authorizer,
            Escalation escalation,
            InstantSource clock,
            RandomGenerator random) {
        return List.of(
                new NamespaceLifecycle(objects),
                new LimitRanger(objects),
                new ServiceAccounts(objects, random),
                new NodeRestriction(objects, authorizer),
                new TaintNodesByCondition(),
                new PodSecurity(objects),
                new Priority(objects),
                new DefaultTolerationSeconds(),
                new DefaultStorageClass(objects),
                new StorageObjectInUseProtection(),
                new PersistentVolumeClaimResize(objects),
                new RuntimeClass(objects),
                new CertificateApproval(authorizer),
                new CertificateSigning(authorizer),
                new ClusterTrustBundleAttest(authorizer),
                new CertificateSubjectRestriction(),
                new DefaultIngressClass(objects),
                new PodTopologyLabels(objects),
                new PodResizeValidator(objects),
                new RbacEscalation(objects, authorizer, escalation),
                new MutatingPolicies(objects, types, authorizer, clock),
                new MutatingWebhooks(objects, types, authorizer, clock, random),
                new ValidatingPolicies(objects, types, authorizer),
                new ValidatingWebhooks(objects, types, authorizer, random),
                new ResourceQuota(objects, clock));
    }
}
