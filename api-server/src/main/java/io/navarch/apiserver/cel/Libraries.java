package io.navarch.apiserver.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Kubernetes' functions: on lists and by regular expressions here, those with types of their own in classes of their own. */
final class Libraries {

    private static final TypeParamType ELEMENT = TypeParamType.create("T");
    private static final ListType LIST = ListType.create(ELEMENT);
    private static final Functions ALL = all();

    private Libraries() {}

    static List<CelFunctionDecl> declarations() {
        return ALL.declarations();
    }

    static List<CelFunctionBinding> bindings() {
        return ALL.bindings();
    }

    /** Types that only functions make. */
    static List<CelType> types() {
        return List.of(
                AddressFunctions.IP, AddressFunctions.CIDR, QuantityFunctions.QUANTITY, UrlFunctions.URL, SemverFunctions.SEMVER,
                FormatFunctions.FORMAT, AuthorizerFunctions.AUTHORIZER, AuthorizerFunctions.RESOURCE_CHECK,
                AuthorizerFunctions.PATH_CHECK, AuthorizerFunctions.GROUP_CHECK, AuthorizerFunctions.DECISION);
    }

    static Class<?> classOf(CelType type) {
        return switch (type.kind()) {
            case BOOL -> Boolean.class;
            case INT -> Long.class;
            case DOUBLE -> Double.class;
            case STRING -> String.class;
            case BYTES -> CelByteString.class;
            case TIMESTAMP -> Instant.class;
            case DURATION -> Duration.class;
            case LIST -> List.class;
            case MAP -> Map.class;
            case OPAQUE -> switch (type.name()) {
                case "net.IP" -> AddressFunctions.Ip.class;
                case "net.CIDR" -> AddressFunctions.Cidr.class;
                case "kubernetes.Quantity" -> java.math.BigDecimal.class;
                case "kubernetes.URL" -> UrlFunctions.Url.class;
                case "kubernetes.Semver" -> SemverFunctions.Semver.class;
                case "kubernetes.NamedFormat" -> FormatFunctions.Format.class;
                case "kubernetes.authorization.Authorizer" -> AuthorizerFunctions.Caller.class;
                case "kubernetes.authorization.ResourceCheck" -> AuthorizerFunctions.ResourceCheck.class;
                case "kubernetes.authorization.PathCheck" -> AuthorizerFunctions.PathCheck.class;
                case "kubernetes.authorization.GroupCheck" -> AuthorizerFunctions.GroupCheck.class;
                case "kubernetes.authorization.Decision" -> io.navarch.apiserver.authz.Decision.class;
                default -> Object.class;
            };
            default -> Object.class;
        };
    }

    private static Functions all() {
        Functions functions = new Functions();
        lists(functions);
        regex(functions);
        AddressFunctions.declare(functions);
        QuantityFunctions.declare(functions);
        UrlFunctions.declare(functions);
        SemverFunctions.declare(functions);
        FormatFunctions.declare(functions);
        AuthorizerFunctions.declare(functions);
        PatchTypes.declare(functions);
        return functions;
    }

    private static void lists(Functions functions) {
        Map<String, CelType> comparable = Map.of(
                "int", SimpleType.INT, "uint", SimpleType.UINT, "double", SimpleType.DOUBLE, "bool", SimpleType.BOOL,
                "duration", SimpleType.DURATION, "timestamp", SimpleType.TIMESTAMP, "string", SimpleType.STRING,
                "bytes", SimpleType.BYTES);
        comparable.forEach((name, type) -> {
            ListType list = ListType.create(type);
            functions.member("isSorted", "list_" + name + "_is_sorted_bool", SimpleType.BOOL, List.of(list), a -> sorted(list(a[0])));
            functions.member("min", "list_" + name + "_min_" + name, type, List.of(list), a -> extreme(list(a[0]), "min", -1));
            functions.member("max", "list_" + name + "_max_" + name, type, List.of(list), a -> extreme(list(a[0]), "max", 1));
        });
        for (String name : List.of("int", "double", "duration")) {
            CelType type = comparable.get(name);
            functions.member("sum", "list_" + name + "_sum_" + name, type, List.of(ListType.create(type)), a -> sum(list(a[0]), name));
        }
        functions.member("indexOf", "list_a_index_of_int", SimpleType.INT, List.of(LIST, ELEMENT), a -> {
            List<?> list = list(a[0]);
            for (int i = 0; i < list.size(); i++) {
                if (Values.same(list.get(i), a[1])) {
                    return (long) i;
                }
            }
            return -1L;
        });
        functions.member("lastIndexOf", "list_a_last_index_of_int", SimpleType.INT, List.of(LIST, ELEMENT), a -> {
            List<?> list = list(a[0]);
            for (int i = list.size() - 1; i >= 0; i--) {
                if (Values.same(list.get(i), a[1])) {
                    return (long) i;
                }
            }
            return -1L;
        });
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }

    static Object concatenated(List<?> one, List<?> other) {
        if (one instanceof KeyedList keyed) {
            return keyed.with(other);
        }
        List<Object> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        if (one instanceof CelByteString a && other instanceof CelByteString b) {
            return CelByteString.unsignedLexicographicalComparator().compare(a, b);
        }
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static Object sorted(List<?> list) {
        for (int i = 1; i < list.size(); i++) {
            if (compare(list.get(i - 1), list.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object extreme(List<?> list, String name, int side) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException(name + " called on empty list");
        }
        Object found = list.getFirst();
        for (Object element : list) {
            if (Integer.signum(compare(element, found)) == side) {
                found = element;
            }
        }
        return found;
    }

    private static Object sum(List<?> list, String type) {
        return switch (type) {
            case "int" -> list.stream().mapToLong(e -> (Long) e).reduce(0, Math::addExact);
            case "double" -> list.stream().mapToDouble(e -> (Double) e).sum();
            default -> list.stream().map(e -> (Duration) e).reduce(Duration.ZERO, Duration::plus);
        };
    }

    private static void regex(Functions functions) {
        List<CelType> texts = List.of(SimpleType.STRING, SimpleType.STRING);
        functions.member("find", "string_find_string", SimpleType.STRING, texts, a -> {
            Matcher matcher = pattern(a[1]).matcher((String) a[0]);
            return matcher.find() ? matcher.group() : "";
        });
        ListType found = ListType.create(SimpleType.STRING);
        functions.member("findAll", "string_find_all_string", found, texts, a -> findAll(a, Long.MAX_VALUE));
        functions.member("findAll", "string_find_all_string_int", found,
                List.of(SimpleType.STRING, SimpleType.STRING, SimpleType.INT), a -> findAll(a, (Long) a[2]));
    }

    private static Pattern pattern(Object text) {
        try {
            return Pattern.compile((String) text);
        } catch (com.google.re2j.PatternSyntaxException wrong) {
            throw new IllegalArgumentException("Illegal regex: " + wrong.getMessage());
        }
    }

    private static Object findAll(Object[] a, long most) {
        Matcher matcher = pattern(a[1]).matcher((String) a[0]);
        List<String> all = new ArrayList<>();
        while ((most < 0 || all.size() < most) && matcher.find()) {
            all.add(matcher.group());
        }
        return all;
    }
}
