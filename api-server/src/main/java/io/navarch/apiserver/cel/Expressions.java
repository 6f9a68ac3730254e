package io.navarch.apiserver.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The door: compiles expressions over variables of declared types. An instance knows one set of variables; compiling many expressions
 * with it is cheap.
 */
public final class Expressions {

    /** Estimated cost that one expression may have, and all expressions of a schema together. */
    public static final long MOST_PER_EXPRESSION = 10_000_000;

    public static final long MOST_PER_SCHEMA = 100_000_000;

    /** Steps of comprehensions after which an evaluation ends without a value. */
    private static final int MOST_STEPS = 1_000_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableTimestampEpoch(true)
            .enableHeterogeneousNumericComparisons(true)
            .enableHomogeneousLiterals(true)
            .enableRegexPartialMatch(true)
            .enableUnsignedLongs(true)
            .evaluateCanonicalTypesToNativeValues(true)
            .comprehensionMaxIterations(MOST_STEPS)
            .build();

    private static final CelRuntime RUNTIME = runtime();

    /** What came of an expression. */
    public sealed interface Compiled {
        record Good(Program program) implements Compiled {}

        /** @param issues one in a line */
        record Bad(String issues) implements Compiled {}
    }

    private final Map<String, Declared> variables;
    private final CelCompiler compiler;

    public Expressions(Map<String, Declared> variables) {
        this.variables = new LinkedHashMap<>(variables);
        Map<String, CelType> structures = new HashMap<>();
        variables.values().forEach(variable -> variable.collect(structures));
        Libraries.types().forEach(type -> structures.put(type.name(), type));
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(
                        CelExtensions.optional(),
                        CelExtensions.strings(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.lists(),
                        CelExtensions.comprehensions())
                .addFunctionDeclarations(Libraries.declarations())
                .setTypeProvider(new Structures(structures));
        variables.forEach((name, declared) -> builder.addVar(name, declared.type()));
        this.compiler = builder.build();
    }

    private record Structures(Map<String, CelType> byName) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(byName.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name)).or(() -> PatchTypes.find(name));
        }
    }

    private static CelRuntime runtime() {
        CelStandardFunctions standard = CelStandardFunctions.newBuilder()
                .filterFunctions((function, overload) -> function != StandardFunction.EQUALS
                        && function != StandardFunction.NOT_EQUALS
                        && !overload.toString().equals("ADD_LIST"))
                .build();
        return CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardFunctions(standard)
                .addFunctionBindings(
                        CelFunctionBinding.from("equals", Object.class, Object.class, Values::same),
                        CelFunctionBinding.from("not_equals", Object.class, Object.class, (a, b) -> !Values.same(a, b)),
                        CelFunctionBinding.from("add_list", List.class, List.class, Libraries::concatenated))
                .addLibraries(
                        CelExtensions.optional(),
                        CelExtensions.strings(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.lists(),
                        CelExtensions.comprehensions())
                .addFunctionBindings(Libraries.bindings())
                .build();
    }

    public Compiled compile(String expression) {
        CelValidationResult result = compiler.compile(expression);
        if (result.hasError()) {
            return new Compiled.Bad(result.getErrorString());
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            Optional<String> constant = wrongConstant(tree);
            if (constant.isPresent()) {
                return new Compiled.Bad(constant.get());
            }
            Set<String> used = tree.getReferenceMap().values().stream()
                    .map(reference -> reference.name())
                    .filter(variables::containsKey)
                    .collect(Collectors.toSet());
            return new Compiled.Good(new Program(
                    RUNTIME.createProgram(PatchTypes.asMaps(tree)), tree.getResultType(), used, CostEstimate.of(tree, variables)));
        } catch (CelValidationException | CelEvaluationException wrong) {
            return new Compiled.Bad(String.valueOf(wrong.getMessage()));
        }
    }

    /** Patterns, times and durations that are written out must be what they are taken for. */
    private static Optional<String> wrongConstant(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree).getRoot().allNodes()
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
                .map(node -> node.expr().call())
                .flatMap(call -> {
                    int last = call.args().size() - 1;
                    if (last < 0 || call.args().get(last).getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                        return Optional.<String>empty().stream();
                    }
                    CelConstant constant = call.args().get(last).constant();
                    return constant.getKind() == CelConstant.Kind.STRING_VALUE
                            ? wrong(call.function(), constant.stringValue()).stream()
                            : Optional.<String>empty().stream();
                })
                .findFirst();
    }

    private static Optional<String> wrong(String function, String text) {
        try {
            switch (function) {
                case "matches" -> Pattern.compile(text);
                case "timestamp" -> Values.time(text);
                case "duration" -> Values.duration(text);
                default -> {}
            }
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("ERROR: <input>: invalid matches argument: " + e.getMessage());
        } catch (RuntimeException e) {
            return Optional.of("ERROR: <input>: invalid " + function + " argument: " + text);
        }
    }
}
