package io.navarch.apiserver.stream;

import io.navarch.machinery.object.Json;
import io.navarch.proto.v1.ExecExit;
import java.util.List;
import java.util.Map;

/** How a command ended, as protocol v4 and later say it on the error channel: a metav1.Status. */
final class ExitStatus {

    private ExitStatus() {}

    static byte[] json(ExecExit exit) {
        if (!exit.getMessage().isEmpty()) {
            return failure(exit.getMessage(), "InternalError", Map.of("causes", List.of(Map.of("message", exit.getMessage()))));
        }
        if (exit.getExitCode() == 0) {
            return Json.write(Map.of("metadata", Map.of(), "status", "Success"));
        }
        String code = Integer.toString(exit.getExitCode());
        return failure(
                "command terminated with non-zero exit code: exit status " + code,
                "NonZeroExitCode",
                Map.of("causes", List.of(Map.of("reason", "ExitCode", "message", code))));
    }

    private static byte[] failure(String message, String reason, Map<String, ?> details) {
        return Json.write(Map.of(
                "metadata", Map.of(), "status", "Failure", "message", message, "reason", reason, "details", details));
    }
}
