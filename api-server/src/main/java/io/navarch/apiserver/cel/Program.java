package io.navarch.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Set;

/** A compiled expression. May be evaluated by several threads at once. */
public final class Program {

    private final CelRuntime.Program program;
    private final CelType resultType;
    private final Set<String> used;
    private final long cost;

    Program(CelRuntime.Program program, CelType resultType, Set<String> used, long cost) {
        this.program = program;
        this.resultType = resultType;
        this.used = used;
        this.cost = cost;
    }

    public CelType resultType() {
        return resultType;
    }

    /** Whether the expression refers to the variable. */
    public boolean uses(String variable) {
        return used.contains(variable);
    }

    /** What an evaluation can cost at most, in units of which a rule may use {@link Expressions#MOST_PER_EXPRESSION}. */
    public long estimatedCost() {
        return cost;
    }

    /** The value: a Boolean, Long, Double, String, List, Map, Optional, Instant, Duration, or one of Kubernetes' own. */
    public Object evaluate(Map<String, ?> variables) throws EvaluationFailure {
        try {
            return program.eval(variables);
        } catch (CelEvaluationException trouble) {
            throw EvaluationFailure.of(trouble);
        }
    }
}
