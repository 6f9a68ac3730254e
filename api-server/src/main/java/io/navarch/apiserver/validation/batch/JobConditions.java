package io.navarch.apiserver.validation.batch;

import tools.jackson.databind.JsonNode;

/** What the conditions of a job say. */
final class JobConditions {

    private JobConditions() {}

    static boolean isTrue(JsonNode job, String type) {
        return is(job, type, "True");
    }

    static boolean isFalse(JsonNode job, String type) {
        return is(job, type, "False");
    }

    private static boolean is(JsonNode job, String type, String status) {
        for (JsonNode condition : job.path("status").path("conditions")) {
            if (condition.path("type").asString("").equals(type) && condition.path("status").asString("").equals(status)) {
                return true;
            }
        }
        return false;
    }

    static boolean isComplete(JsonNode job) {
        return isTrue(job, "Complete");
    }

    static boolean isFailed(JsonNode job) {
        return isTrue(job, "Failed");
    }

    static boolean isFinished(JsonNode job) {
        return isComplete(job) || isFailed(job);
    }

    static boolean isSuccessful(JsonNode job) {
        return isTrue(job, "SuccessCriteriaMet");
    }

    static boolean isFailing(JsonNode job) {
        return isTrue(job, "FailureTarget");
    }
}
