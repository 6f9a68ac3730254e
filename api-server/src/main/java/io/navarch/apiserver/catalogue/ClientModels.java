package io.navarch.apiserver.catalogue;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.swagger.annotations.ApiModel;
import io.swagger.annotations.ApiModelProperty;
import jakarta.annotation.Nonnull;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The published models of the official Java client, one class per type of the API. */
final class ClientModels {

    private static final String PACKAGE = "io.kubernetes.client.openapi.models.";
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    /** A field as its model has it: type in the notation of types.txt. */
    record ModelField(String type, boolean required, String prose) {}

    record Model(String prose, Map<String, ModelField> fields) {}

    private final Map<Class<?>, String> definitions = new HashMap<>();
    private final Map<String, Class<?>> classes = new HashMap<>();

    ClientModels(List<TypeTable.TypeLine> types) {
        for (TypeTable.TypeLine type : types) {
            find(type).ifPresent(model -> {
                definitions.put(model, type.definition());
                classes.put(type.definition(), model);
            });
        }
    }

    Optional<Model> model(String definition) {
        return Optional.ofNullable(classes.get(definition)).map(this::read);
    }

    /** V1Pod, or CoreV1Event where several groups have a type of the name. */
    private static Optional<Class<?>> find(TypeTable.TypeLine type) {
        String[] path = type.packageName().split("\\.");
        String version = capital(path[path.length - 1]);
        String group = capital(type.packageName().startsWith("io.k8s.api.") ? path[3] : path[path.length - 2]);
        for (String name : List.of(version + type.name(), group + version + type.name())) {
            try {
                return Optional.of(Class.forName(PACKAGE + name));
            } catch (ClassNotFoundException next) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private Model read(Class<?> model) {
        Map<String, String> prose = new HashMap<>();
        for (Method getter : model.getDeclaredMethods()) {
            ApiModelProperty property = getter.getAnnotation(ApiModelProperty.class);
            if (property != null) {
                prose.put(getter.getName().replaceFirst("^get", "").toLowerCase(java.util.Locale.ROOT), property.value());
            }
        }
        Map<String, ModelField> fields = new TreeMap<>();
        for (Field field : model.getDeclaredFields()) {
            SerializedName name = field.getAnnotation(SerializedName.class);
            if (name != null && !Modifier.isStatic(field.getModifiers())) {
                String words = prose.getOrDefault(field.getName().replace("_", "").toLowerCase(java.util.Locale.ROOT), "");
                fields.put(
                        name.value(),
                        new ModelField(type(field.getGenericType()), field.isAnnotationPresent(Nonnull.class), words));
            }
        }
        ApiModel said = model.getAnnotation(ApiModel.class);
        return new Model(said == null ? "" : said.description(), fields);
    }

    private String type(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? "[]" + type(arguments[0]) : "{}" + type(arguments[1]);
        }
        if (type == String.class) {
            return "string";
        } else if (type == Integer.class) {
            return "integer:int32";
        } else if (type == Long.class) {
            return "integer:int64";
        } else if (type == Double.class) {
            return "number:double";
        } else if (type == Boolean.class) {
            return "boolean";
        } else if (type == byte[].class) {
            return "string:byte";
        } else if (type == OffsetDateTime.class) {
            return META + "Time";
        } else if (type == Quantity.class) {
            return "io.k8s.apimachinery.pkg.api.resource.Quantity";
        } else if (type == IntOrString.class) {
            return "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
        } else if (type == Object.class) {
            return "object:raw";
        }
        String definition = definitions.get((Class<?>) type);
        if (definition == null) {
            throw new IllegalStateException("types.txt lacks the type of " + type.getTypeName());
        }
        return definition;
    }
}
