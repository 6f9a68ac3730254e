package io.navarch.apiserver.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The most an expression can cost, without evaluating it: each step costs 1, a traversal of text a tenth per byte, and what a
 * comprehension does costs as often as its range can have elements. Sums and products stop at the largest number.
 */
final class CostEstimate {

    private static final double TEXT = 0.1;
    private static final double REGEX = 0.25;
    private static final long LIST_BASE = 10;
    private static final long MAP_BASE = 30;
    private static final long CHECK = 350_000;

    /** What is known of a node's value: how large, of which declared type. */
    private record Size(long most, @Nullable Declared declared) {
        static final Size ONE = new Size(1, null);

        static Size of(Declared declared) {
            return new Size(declared.most(), declared);
        }
    }

    private record Cost(long most, Size size) {}

    private final CelAbstractSyntaxTree tree;
    private final Map<String, List<Size>> scopes = new HashMap<>();

    private CostEstimate(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    static long of(CelAbstractSyntaxTree tree, Map<String, Declared> variables) {
        CostEstimate estimate = new CostEstimate(tree);
        variables.forEach((name, declared) -> estimate.enter(name, Size.of(declared)));
        return estimate.cost(tree.getExpr()).most;
    }

    private void enter(String name, Size size) {
        scopes.computeIfAbsent(name, n -> new ArrayList<>()).add(size);
    }

    private void leave(String name) {
        scopes.get(name).removeLast();
    }

    private Cost cost(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> new Cost(0, constant(expr.constant()));
            case IDENT -> new Cost(1, ident(expr.ident().name()));
            case SELECT -> {
                Cost operand = cost(expr.select().operand());
                Declared of = operand.size.declared;
                Declared field = of == null ? null : of.fields().getOrDefault(expr.select().field(), of.element());
                long own = expr.select().testOnly() ? 0 : 1;
                yield new Cost(sum(operand.most, own), field == null ? unknown(expr) : Size.of(field));
            }
            case CALL -> call(expr);
            case LIST -> {
                long total = LIST_BASE;
                Declared element = null;
                for (CelExpr item : expr.list().elements()) {
                    Cost cost = cost(item);
                    total = sum(total, cost.most);
                    element = cost.size.declared;
                }
                yield new Cost(total, new Size(expr.list().elements().size(), element == null ? null : Declared.list(element, 1)));
            }
            case MAP -> {
                long total = MAP_BASE;
                for (CelExpr.CelMap.Entry entry : expr.map().entries()) {
                    total = sum(total, sum(cost(entry.key()).most, cost(entry.value()).most));
                }
                yield new Cost(total, new Size(expr.map().entries().size(), null));
            }
            case STRUCT -> {
                long total = 40;
                for (CelExpr.CelStruct.Entry entry : expr.struct().entries()) {
                    total = sum(total, cost(entry.value()).most);
                }
                yield new Cost(total, Size.ONE);
            }
            case COMPREHENSION -> comprehension(expr.comprehension());
            case NOT_SET -> new Cost(0, Size.ONE);
        };
    }

    private static Size constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> new Size(constant.stringValue().length(), null);
            case BYTES_VALUE -> new Size(constant.bytesValue().size(), null);
            default -> Size.ONE;
        };
    }

    private Size ident(String name) {
        List<Size> known = scopes.get(name.startsWith(".") ? name.substring(1) : name);
        return known == null || known.isEmpty() ? Size.ONE : known.getLast();
    }

    /** A value nothing is known of can be as large as a request. */
    private Size unknown(CelExpr expr) {
        return switch (kind(expr)) {
            case STRING, BYTES, LIST, MAP, DYN, ANY, TYPE_PARAM, STRUCT -> new Size(Declared.REQUEST_BYTES, null);
            default -> Size.ONE;
        };
    }

    private CelKind kind(CelExpr expr) {
        Optional<CelType> type = tree.getType(expr.id());
        return type.map(CelType::kind).orElse(CelKind.DYN);
    }

    private Cost comprehension(CelExpr.CelComprehension loop) {
        Cost range = cost(loop.iterRange());
        Cost initial = cost(loop.accuInit());
        Declared of = range.size.declared;
        boolean overMap = kind(loop.iterRange()) == CelKind.MAP;
        Declared element = of == null ? null : of.element();
        Size value = element == null ? new Size(Declared.REQUEST_BYTES, null) : Size.of(element);
        Size key = new Size(Declared.REQUEST_BYTES, null);
        boolean two = loop.iterVar2() != null && !loop.iterVar2().isEmpty();
        enter(loop.iterVar(), two ? (overMap ? key : Size.ONE) : overMap ? key : value);
        if (two) {
            enter(loop.iterVar2(), value);
        }
        enter(loop.accuVar(), new Size(Math.max(initial.size.most, range.size.most), initial.size.declared));
        long condition = cost(loop.loopCondition()).most;
        long step = cost(loop.loopStep()).most;
        Cost result = cost(loop.result());
        leave(loop.accuVar());
        if (two) {
            leave(loop.iterVar2());
        }
        leave(loop.iterVar());
        long loops = product(range.size.most, sum(condition, step));
        return new Cost(sum(sum(range.most, initial.most), sum(loops, result.most)), new Size(range.size.most, of));
    }

    private Cost call(CelExpr expr) {
        CelExpr.CelCall call = expr.call();
        List<Cost> args = new ArrayList<>();
        call.target().ifPresent(target -> args.add(cost(target)));
        call.args().forEach(arg -> args.add(cost(arg)));
        if (call.function().equals("_?_:_")) {
            Cost larger = args.get(1).most >= args.get(2).most ? args.get(1) : args.get(2);
            long size = Math.max(args.get(1).size.most, args.get(2).size.most);
            return new Cost(sum(args.get(0).most, larger.most), new Size(size, larger.size.declared));
        }
        long total = 0;
        for (Cost arg : args) {
            total = sum(total, arg.most);
        }
        List<CelExpr> operands = new ArrayList<>();
        call.target().ifPresent(operands::add);
        operands.addAll(call.args());
        return new Cost(sum(total, own(call.function(), args, operands)), resultSize(expr, args, operands));
    }

    private long own(String function, List<Cost> args, List<CelExpr> operands) {
        long first = args.isEmpty() ? 1 : args.getFirst().size.most;
        long second = args.size() < 2 ? 1 : args.get(1).size.most;
        return switch (function) {
            case "_&&_", "_||_", "@not_strictly_false" -> 0;
            case "matches", "find", "findAll" -> product(traversal(sum(first, 1), TEXT), traversal(second, REGEX));
            case "contains" -> product(traversal(first, TEXT), traversal(second, TEXT));
            case "startsWith", "endsWith" -> traversal(second, TEXT);
            case "@in" -> kind(operands.get(1)) == CelKind.LIST ? second : 1;
            case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" ->
                sized(operands.getFirst()) ? traversal(Math.min(first, second), TEXT) : 1;
            case "_+_" -> kind(operands.getFirst()) == CelKind.STRING || kind(operands.getFirst()) == CelKind.BYTES
                    ? traversal(sum(first, second), TEXT)
                    : 1;
            case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf" -> kind(operands.getFirst()) == CelKind.LIST
                    ? product(first, sum(1, elementText(args.getFirst().size)))
                    : traversal(first, TEXT);
            case "replace", "split", "join" -> traversal(first, 2 * TEXT);
            case "url", "isURL", "lowerAscii", "upperAscii", "substring", "trim", "quote", "cidr", "isIP", "isCIDR", "ip", "quantity",
                    "isQuantity", "semver", "isSemver", "string", "bytes", "timestamp", "duration", "int", "double", "format" ->
                Math.max(1, traversal(first, TEXT));
            case "ip.isCanonical" -> traversal(first, 2 * TEXT);
            case "validate" -> product(traversal(sum(second, 1), TEXT), traversal(128, REGEX));
            case "sets.contains", "sets.equivalent", "sets.intersects" -> product(first, second);
            case "distinct" -> product(first, first);
            case "sort", "reverse", "slice", "flatten" -> sum(LIST_BASE, product(first, 2));
            case "check" -> CHECK;
            default -> 1;
        };
    }

    private boolean sized(CelExpr operand) {
        return switch (kind(operand)) {
            case STRING, BYTES, LIST, MAP, DYN -> true;
            default -> false;
        };
    }

    private static long elementText(Size list) {
        Declared element = list.declared == null ? null : list.declared.element();
        return element != null && (element.type().kind() == CelKind.STRING || element.type().kind() == CelKind.BYTES)
                ? traversal(element.most(), TEXT)
                : 0;
    }

    private Size resultSize(CelExpr expr, List<Cost> args, List<CelExpr> operands) {
        String function = expr.call().function();
        Size first = args.isEmpty() ? Size.ONE : args.getFirst().size;
        return switch (function) {
            case "_[_]", "_[?_]", "first", "last" -> {
                Declared of = first.declared;
                yield of == null || of.element() == null ? unknown(expr) : Size.of(of.element());
            }
            case "_?._" -> {
                Declared of = first.declared;
                CelExpr name = operands.get(1);
                Declared field = of != null && name.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        ? of.fields().get(name.constant().stringValue())
                        : null;
                yield field == null ? unknown(expr) : Size.of(field);
            }
            case "_+_" -> new Size(sum(first.most, args.get(1).size.most), first.declared);
            case "lowerAscii", "upperAscii", "trim", "substring", "sort", "reverse", "slice", "distinct", "orValue", "value", "find", "dyn" -> first;
            case "string", "bytes" -> kind(operands.getFirst()) == CelKind.STRING || kind(operands.getFirst()) == CelKind.BYTES
                    ? first
                    : new Size(Long.MAX_VALUE, null);
            case "replace", "split", "join", "findAll", "format", "quote" ->
                args.size() > 2 ? new Size(product(sum(first.most, 1), Math.max(1, args.get(2).size.most)), null) : first;
            default -> unknown(expr);
        };
    }

    private static long traversal(long size, double factor) {
        double cost = Math.ceil(size * factor);
        return cost >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) cost;
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    static long product(long a, long b) {
        return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
    }
}
