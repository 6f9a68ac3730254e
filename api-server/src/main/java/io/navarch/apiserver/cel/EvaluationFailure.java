package io.navarch.apiserver.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression that came to no value; the message is as clients of Kubernetes know it. */
public final class EvaluationFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private static final Pattern PLACE = Pattern.compile("^evaluation error(?: at [^ ]+)?: ");
    private static final Pattern NO_KEY = Pattern.compile("key '(.*)' is not present in map\\.?.*", Pattern.DOTALL);
    private static final Pattern NO_FIELD = Pattern.compile("Error resolving field '(.*)'\\..*", Pattern.DOTALL);
    private static final Pattern OUT_OF_BOUNDS = Pattern.compile("Index out of bounds: (-?\\d+).*", Pattern.DOTALL);

    EvaluationFailure(String message) {
        super(message, null, false, false);
    }

    static EvaluationFailure of(CelEvaluationException trouble) {
        Throwable root = trouble;
        while (root.getCause() != null && root.getCause().getMessage() != null) {
            root = root.getCause();
        }
        String said = PLACE.matcher(String.valueOf(root.getMessage())).replaceFirst("");
        String words = translated(said);
        boolean missing = trouble.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND && words.equals(said);
        return new EvaluationFailure(missing ? "no such key: " + said : words);
    }

    private static String translated(String said) {
        for (Pattern missing : new Pattern[] {NO_KEY, NO_FIELD}) {
            Matcher matcher = missing.matcher(said);
            if (matcher.matches()) {
                return "no such key: " + matcher.group(1);
            }
        }
        Matcher bounds = OUT_OF_BOUNDS.matcher(said);
        if (bounds.matches()) {
            return "index out of bounds: " + bounds.group(1);
        }
        if (said.startsWith("No matching overload")) {
            return "no such overload";
        }
        if (said.startsWith("/ by zero") || said.startsWith("evaluation error: / by zero")) {
            return "division by zero";
        }
        if (said.contains("iteration budget exceeded") || said.contains("Iteration budget exceeded")) {
            return "operation cancelled: actual cost limit exceeded";
        }
        return said;
    }
}
