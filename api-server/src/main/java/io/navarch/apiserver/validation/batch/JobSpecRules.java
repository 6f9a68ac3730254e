package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.validation.DomainPrefix;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.pod.PodRules;
import java.util.List;

/** What is asked of the spec of a job, and of the template of one alike. */
final class JobSpecRules {

    static final int MANY_COMPLETIONS = 100_000;
    static final int PARALLEL_WHEN_MANY = 10_000;
    private static final int PARALLEL = 100_000;
    private static final int FAILED_INDEXES = 100_000;
    private static final int MANAGER_LENGTH = 63;

    private JobSpecRules() {}

    static void check(Field spec) {
        for (String number : List.of(
                "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex",
                "maxFailedIndexes")) {
            spec.at(number).mustNotBeNegative();
        }
        if (spec.at("maxFailedIndexes").isSet() && !spec.at("backoffLimitPerIndex").isSet()) {
            spec.at("backoffLimitPerIndex").required("when maxFailedIndexes is specified");
        }
        Field manager = spec.at("managedBy");
        if (manager.isSet()) {
            DomainPrefix.path(manager);
            if (manager.text().length() > MANAGER_LENGTH) {
                manager.tooLong(MANAGER_LENGTH);
            }
        }
        completion(spec);
        if (spec.at("podFailurePolicy").isSet()) {
            FailurePolicyRules.check(spec);
        }
        Field success = spec.at("successPolicy");
        if (success.isSet()) {
            if (isIndexed(spec)) {
                SuccessPolicyRules.check(spec);
            } else {
                success.invalid(InternalForm.of("SuccessPolicy", success.value()), "requires indexed completion mode");
            }
        }
        replacement(spec);
        PodRules.template(spec.at("template"));
        restart(spec);
    }

    static boolean isIndexed(Field spec) {
        return spec.at("completionMode").text().equals("Indexed");
    }

    private static void completion(Field spec) {
        Field mode = spec.at("completionMode");
        if (mode.isSet() && !mode.isOneOf(List.of("NonIndexed", "Indexed"))) {
            mode.notSupported(List.of("NonIndexed", "Indexed"));
        }
        Field failed = spec.at("maxFailedIndexes");
        if (isIndexed(spec)) {
            indexed(spec, failed);
        } else if (!mode.isSet() || mode.text().equals("NonIndexed")) {
            for (Field field : List.of(spec.at("backoffLimitPerIndex"), failed)) {
                if (field.isSet()) {
                    field.invalid("requires indexed completion mode");
                }
            }
        }
    }

    private static void indexed(Field spec, Field failed) {
        Field completions = spec.at("completions");
        Field parallelism = spec.at("parallelism");
        if (!completions.isSet()) {
            completions.required("when completion mode is Indexed");
        }
        atMost(parallelism, PARALLEL, " when completion mode is Indexed");
        if (completions.isSet() && failed.isSet() && failed.number() > completions.number()) {
            failed.invalid("must be less than or equal to completions");
        }
        atMost(failed, FAILED_INDEXES, "");
        if (completions.number() > MANY_COMPLETIONS && spec.at("backoffLimitPerIndex").isSet()) {
            if (!failed.isSet()) {
                failed.required("must be specified when completions is above " + MANY_COMPLETIONS);
            }
            String when = " when completions are above " + MANY_COMPLETIONS + " and used with backoff limit per index";
            atMost(parallelism, PARALLEL_WHEN_MANY, when);
            atMost(failed, PARALLEL_WHEN_MANY, when);
        }
    }

    private static void atMost(Field field, int limit, String when) {
        if (field.number() > limit) {
            field.invalid("must be less than or equal to " + limit + when);
        }
    }

    private static void replacement(Field spec) {
        Field policy = spec.at("podReplacementPolicy");
        List<String> supported = spec.at("podFailurePolicy").isSet() ? List.of("Failed") : List.of("Failed", "TerminatingOrFailed");
        if (policy.isSet() && !supported.contains(policy.text())) {
            policy.notSupported(supported);
        }
    }

    private static void restart(Field spec) {
        Field restart = spec.at("template", "spec", "restartPolicy");
        switch (restart.text()) {
            case "", "Always" -> restart.required("valid values: \"OnFailure\", \"Never\"");
            case "Never" -> {}
            case "OnFailure" -> {
                if (spec.at("podFailurePolicy").isSet()) {
                    restart.invalid("only \"Never\" is supported when podFailurePolicy is specified");
                }
            }
            default -> restart.notSupported(List.of("OnFailure", "Never"));
        }
    }
}
