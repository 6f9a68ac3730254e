package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import java.util.List;
import java.util.random.RandomGenerator;

/** The plugins, in Kubernetes' order: the one list. */
public final class Plugins {

    private Plugins() {}

    public static List<Plugin> standard(Objects objects, RandomGenerator random) {
        return List.of(
                new NamespaceLifecycle(objects),
                new ServiceAccounts(objects, random),
                new TaintNodesByCondition(),
                new Priority(objects),
                new DefaultTolerationSeconds(),
                new DefaultStorageClass(objects),
                new StorageObjectInUseProtection());
    }
}
