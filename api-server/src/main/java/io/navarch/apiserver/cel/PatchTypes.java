package io.navarch.apiserver.cel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What mutations are written as: Object{spec: Object.spec{replicas: 1}} and JSONPatch{op: "add", path: "/a", value: 1}. These are
 * structures to the checker and maps to the evaluation.
 */
public final class PatchTypes {

    public static final String OBJECT = "Object";
    public static final CelType JSON_PATCH = StructType.create(
            "JSONPatch",
            ImmutableSet.of("op", "path", "from", "value"),
            name -> Optional.ofNullable(Map.<String, CelType>of(
                            "op", SimpleType.STRING, "path", SimpleType.STRING, "from", SimpleType.STRING, "value", SimpleType.DYN)
                    .get(name)));

    private PatchTypes() {}

    static Optional<CelType> find(String name) {
        if (name.equals(JSON_PATCH.name())) {
            return Optional.of(JSON_PATCH);
        }
        boolean object = name.equals(OBJECT) || name.startsWith(OBJECT + ".");
        return object
                ? Optional.of(StructType.create(name, ImmutableSet.of(), field -> Optional.of(SimpleType.DYN)))
                : Optional.empty();
    }

    static void declare(Functions f) {
        f.global("jsonpatch.escapeKey", "string_jsonpatch_escapeKey_string", SimpleType.STRING, List.of(SimpleType.STRING),
                a -> ((String) a[0]).replace("~", "~0").replace("/", "~1"));
    }

    /** The same tree with maps for structures. */
    static CelAbstractSyntaxTree asMaps(CelAbstractSyntaxTree tree) {
        return new Rewriting().tree(tree);
    }

    private static final class Rewriting {

        /** New expressions are numbered from where no checked tree's numbers come. */
        private long next = 1L << 40;

        CelAbstractSyntaxTree tree(CelAbstractSyntaxTree tree) {
            CelExpr changed = expression(tree.getExpr());
            return next == 1L << 40
                    ? tree
                    : CelAbstractSyntaxTree.newCheckedAst(changed, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
        }

        private CelExpr expression(CelExpr e) {
            return switch (e.getKind()) {
                case SELECT -> e.toBuilder().setSelect(e.select().toBuilder().setOperand(expression(e.select().operand())).build()).build();
                case CALL -> call(e);
                case LIST -> CelExpr.ofList(e.id(), all(e.list().elements()), e.list().optionalIndices());
                case STRUCT -> CelExpr.ofMap(e.id(), e.struct().entries().stream()
                        .map(f -> CelExpr.ofMapEntry(
                                f.id(),
                                CelExpr.ofConstant(next++, CelConstant.ofValue(unescaped(f.fieldKey()))),
                                expression(f.value()),
                                f.optionalEntry()))
                        .collect(ImmutableList.toImmutableList()));
                case MAP -> CelExpr.ofMap(e.id(), e.map().entries().stream()
                        .map(f -> CelExpr.ofMapEntry(f.id(), expression(f.key()), expression(f.value()), f.optionalEntry()))
                        .collect(ImmutableList.toImmutableList()));
                case COMPREHENSION -> e.toBuilder()
                        .setComprehension(e.comprehension().toBuilder()
                                .setIterRange(expression(e.comprehension().iterRange()))
                                .setAccuInit(expression(e.comprehension().accuInit()))
                                .setLoopCondition(expression(e.comprehension().loopCondition()))
                                .setLoopStep(expression(e.comprehension().loopStep()))
                                .setResult(expression(e.comprehension().result()))
                                .build())
                        .build();
                default -> e;
            };
        }

        private CelExpr call(CelExpr e) {
            CelExpr.CelCall.Builder call = e.call().toBuilder();
            e.call().target().ifPresent(target -> call.setTarget(expression(target)));
            call.clearArgs();
            call.addArgs(all(e.call().args()));
            return e.toBuilder().setCall(call.build()).build();
        }

        private ImmutableList<CelExpr> all(List<CelExpr> expressions) {
            return expressions.stream().map(this::expression).collect(ImmutableList.toImmutableList());
        }

        private static String unescaped(String field) {
            return field.replace("__dot__", ".").replace("__dash__", "-").replace("__slash__", "/").replace("__underscores__", "__");
        }
    }
}
