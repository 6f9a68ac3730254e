package io.navarch.controllermanager.job;

import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a Job's pod failure policy says of a failed pod. */
final class FailureRules {

    enum Action {
        COUNT,
        IGNORE,
        FAIL_INDEX,
        FAIL_JOB
    }

    record Verdict(Action action, String message) {
        static final Verdict COUNT = new Verdict(Action.COUNT, "");
    }

    private FailureRules() {}

    /** The first rule that matches; a failure no rule matches is counted. */
    static Verdict judge(Batch.Job job, Pod pod) {
        if (job.spec().podFailurePolicy() == null) {
            return Verdict.COUNT;
        }
        List<Batch.FailureRule> rules = job.spec().podFailurePolicy().rules();
        for (int i = 0; i < rules.size(); i++) {
            Optional<String> match = match(rules.get(i), pod, i);
            if (match.isPresent()) {
                Action action = switch (rules.get(i).action()) {
                    case "Ignore" -> Action.IGNORE;
                    case "FailIndex" -> job.spec().backoffLimitPerIndex() == null ? Action.COUNT : Action.FAIL_INDEX;
                    case "FailJob" -> Action.FAIL_JOB;
                    default -> Action.COUNT;
                };
                return new Verdict(action, match.get());
            }
        }
        return Verdict.COUNT;
    }

    private static Optional<String> match(Batch.FailureRule rule, Pod pod, int number) {
        if (rule.onExitCodes() != null) {
            Batch.OnExitCodes codes = rule.onExitCodes();
            return Stream.concat(pod.status().initContainerStatuses().stream(), pod.status().containerStatuses().stream())
                    .filter(c -> codes.containerName() == null || codes.containerName().equals(c.name()))
                    .filter(c -> c.state() != null && c.state().terminated() != null)
                    .filter(c -> matches(codes, c.state().terminated().exitCode()))
                    .findFirst()
                    .map(c -> "Container " + c.name() + " for pod " + pod.metadata().key() + " failed with exit code "
                            + c.state().terminated().exitCode() + " matching " + rule.action() + " rule at index " + number);
        }
        for (Batch.OnPodCondition wanted : rule.onPodConditions()) {
            Pod.Condition condition = pod.condition(wanted.type());
            String status = wanted.status() == null ? "True" : wanted.status();
            if (condition != null && condition.status().equals(status)) {
                return Optional.of("Pod " + pod.metadata().key() + " has condition " + wanted.type() + " matching "
                        + rule.action() + " rule at index " + number);
            }
        }
        return Optional.empty();
    }

    private static boolean matches(Batch.OnExitCodes codes, int exitCode) {
        if (exitCode == 0) {
            return false;
        }
        return codes.operator().equals("In") == codes.values().contains(exitCode);
    }
}
