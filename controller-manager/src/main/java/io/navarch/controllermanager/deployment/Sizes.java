package io.navarch.controllermanager.deployment;

import io.navarch.controllermanager.kind.Workload;
import io.navarch.controllermanager.pods.Share;

/** How many pods more and fewer than wanted a rolling update may have. */
record Sizes(int wanted, int maxSurge, int maxUnavailable) {

    static Sizes of(Workload.Deployment deployment) {
        int wanted = deployment.spec().wanted();
        Workload.Strategy strategy = deployment.spec().strategy();
        if (strategy == null || strategy.rollingUpdate() == null || !strategy.is("RollingUpdate")) {
            return new Sizes(wanted, 0, 0);
        }
        int surge = Share.of(strategy.rollingUpdate().maxSurge(), wanted, Share.Rounding.UP);
        int unavailable = Share.of(strategy.rollingUpdate().maxUnavailable(), wanted, Share.Rounding.DOWN);
        if (surge == 0 && unavailable == 0) {
            unavailable = 1;
        }
        return new Sizes(wanted, surge, unavailable);
    }

    int most() {
        return wanted + maxSurge;
    }

    int fewestAvailable() {
        return wanted - Math.min(maxUnavailable, wanted);
    }
}
