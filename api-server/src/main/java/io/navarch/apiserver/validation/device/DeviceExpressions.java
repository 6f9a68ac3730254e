package io.navarch.apiserver.validation.device;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import io.navarch.apiserver.validation.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CEL expressions that select devices, checked but not evaluated: {@code device} has a driver, attributes and capacities by domain and
 * name. Versions and quantities count as of unknown type, so more is let through of them than could be evaluated.
 */
final class DeviceExpressions {

    private static final int LONGEST = 10 * 1024;
    private static final String DEVICE = "kubernetes.DRADevice";
    private static final CelType BY_DOMAIN =
            MapType.create(SimpleType.STRING, MapType.create(SimpleType.STRING, SimpleType.DYN));
    private static final Map<String, CelType> FIELDS = Map.of(
            "driver", SimpleType.STRING,
            "attributes", BY_DOMAIN,
            "capacity", BY_DOMAIN,
            "allowMultipleAllocations", SimpleType.BOOL);
    private static final CelCompiler COMPILER = compiler();

    private DeviceExpressions() {}

    private static CelCompiler compiler() {
        StructType device = StructType.create(
                DEVICE, ImmutableSet.copyOf(FIELDS.keySet()), name -> Optional.ofNullable(FIELDS.get(name)));
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(
                        CelExtensions.bindings(),
                        CelExtensions.strings(),
                        CelExtensions.sets(CelOptions.current().build()),
                        CelExtensions.optional())
                .setTypeProvider(new CelTypeProvider() {
                    @Override
                    public ImmutableList<CelType> types() {
                        return ImmutableList.of(device);
                    }

                    @Override
                    public Optional<CelType> findType(String name) {
                        return name.equals(DEVICE) ? Optional.of(device) : Optional.empty();
                    }
                })
                .addVar("device", StructTypeReference.create(DEVICE))
                .addFunctionDeclarations(functions())
                .build();
    }

    private static List<CelFunctionDecl> functions() {
        return List.of(
                global("quantity", SimpleType.DYN, SimpleType.STRING),
                global("isQuantity", SimpleType.BOOL, SimpleType.STRING),
                global("semver", SimpleType.DYN, SimpleType.STRING),
                global("isSemver", SimpleType.BOOL, SimpleType.STRING),
                member("compareTo", SimpleType.INT, SimpleType.DYN),
                member("isGreaterThan", SimpleType.BOOL, SimpleType.DYN),
                member("isLessThan", SimpleType.BOOL, SimpleType.DYN),
                member("add", SimpleType.DYN, SimpleType.DYN),
                member("sub", SimpleType.DYN, SimpleType.DYN),
                member("includes", SimpleType.BOOL, SimpleType.DYN),
                member("isInteger", SimpleType.BOOL),
                member("asInteger", SimpleType.INT),
                member("asApproximateFloat", SimpleType.DOUBLE),
                member("sign", SimpleType.INT),
                member("major", SimpleType.INT),
                member("minor", SimpleType.INT),
                member("patch", SimpleType.INT),
                member("find", SimpleType.STRING, SimpleType.STRING),
                member("findAll", ListType.create(SimpleType.STRING), SimpleType.STRING));
    }

    private static CelFunctionDecl global(String name, CelType result, CelType argument) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload("device_" + name, result, List.of(argument)));
    }

    private static CelFunctionDecl member(String name, CelType result, CelType... arguments) {
        ImmutableList<CelType> all = ImmutableList.<CelType>builder().add(SimpleType.DYN).add(arguments).build();
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload("device_" + name, result, all));
    }

    static void check(Field expression) {
        if (expression.text().length() > LONGEST) {
            expression.tooLong(LONGEST);
            return;
        }
        try {
            CelType result = COMPILER.compile(expression.text()).getAst().getResultType();
            if (!result.equals(SimpleType.BOOL) && !result.equals(SimpleType.DYN)) {
                expression.invalid(expression.text(), "must evaluate to bool or the unknown type, not " + result.name());
            }
        } catch (CelValidationException wrong) {
            expression.invalid(expression.text(), "compilation failed: " + wrong.getMessage());
        }
    }
}
