package io.navarch.apiserver.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions with what they take, give and do. The Java classes of arguments follow from their types. */
final class Functions {

    /** What a function does. */
    interface Body {
        Object apply(Object[] arguments);
    }

    private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    /** Called as {@code name(a, b)}. */
    Functions global(String name, String id, CelType result, List<CelType> arguments, Body body) {
        return add(name, CelOverloadDecl.newGlobalOverload(id, result, arguments), id, arguments, body);
    }

    /** Called as {@code a.name(b)}. */
    Functions member(String name, String id, CelType result, List<CelType> arguments, Body body) {
        return add(name, CelOverloadDecl.newMemberOverload(id, result, arguments), id, arguments, body);
    }

    private Functions add(String name, CelOverloadDecl overload, String id, List<CelType> arguments, Body body) {
        overloads.computeIfAbsent(name, n -> new ArrayList<>()).add(overload);
        List<Class<?>> classes = new ArrayList<>();
        arguments.forEach(type -> classes.add(Libraries.classOf(type)));
        bindings.add(CelFunctionBinding.from(id, ImmutableList.copyOf(classes), body::apply));
        return this;
    }

    List<CelFunctionDecl> declarations() {
        return overloads.entrySet().stream()
                .map(e -> CelFunctionDecl.newFunctionDeclaration(e.getKey(), e.getValue()))
                .toList();
    }

    List<CelFunctionBinding> bindings() {
        return bindings;
    }
}
