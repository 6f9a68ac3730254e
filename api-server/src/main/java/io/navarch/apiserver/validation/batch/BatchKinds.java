package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.validation.KindValidation;
import io.navarch.machinery.object.GroupResource;
import java.util.Map;

/** The door: the rules of each kind of this package. */
public final class BatchKinds {

    public static final Map<GroupResource, KindValidation> RULES = Map.of(
            new GroupResource("batch", "jobs"), new JobRules(),
            new GroupResource("batch", "cronjobs"), new CronJobRules());

    private BatchKinds() {}
}
