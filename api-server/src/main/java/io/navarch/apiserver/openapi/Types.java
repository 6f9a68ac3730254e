package io.navarch.apiserver.openapi;

import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.schema.Definitions;
import io.navarch.apiserver.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named types of a catalogue: the built-in ones, and for each custom resource its kind and its list. */
final class Types {

    static final String LIST_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta";

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Map<String, ResourceType> custom = new LinkedHashMap<>();

    Types(Catalogue catalogue, Definitions definitions) {
        this.catalogue = catalogue;
        this.definitions = definitions;
        for (ResourceType type : catalogue.all()) {
            if (type.custom() != null) {
                custom.put(name(type), type);
            }
        }
    }

    /** "io.k8s.api.apps.v1.Deployment"; of a custom resource "com.example.stable.v1.CronTab". */
    static String name(ResourceType type) {
        if (type.custom() == null) {
            return type.schema().definition();
        }
        List<String> domain = new ArrayList<>(Arrays.asList(type.group().split("\\.")));
        Collections.reverse(domain);
        return String.join(".", domain) + "." + type.version() + "." + type.kind();
    }

    List<String> names() {
        List<String> names = new ArrayList<>(definitions.names());
        custom.keySet().forEach(name -> {
            names.add(name);
            names.add(name + "List");
        });
        return names;
    }

    Schema schema(String name) {
        ResourceType type = custom.get(name);
        if (type != null) {
            return type.schema();
        }
        return definitions.has(name) ? definitions.schema(name) : list(custom.get(name.substring(0, name.length() - "List".length())));
    }

    private Schema list(ResourceType type) {
        String kind = name(type);
        return Schema.of(Schema.Type.OBJECT)
                .description(type.listKind() + " is a list of " + type.kind())
                .property("apiVersion", Schema.of(Schema.Type.STRING).build())
                .property("items", Schema.of(Schema.Type.ARRAY).items(Schema.reference(kind, type::schema).build())
                        .description("The objects, in the order of namespace and name.")
                        .build())
                .property("kind", Schema.of(Schema.Type.STRING).build())
                .property("metadata", Schema.reference(LIST_META, () -> definitions.schema(LIST_META)).build())
                .required(List.of("items"))
                .build();
    }

    /** The kinds the type is the form of. */
    List<Gvk> kinds(String name) {
        ResourceType type = custom.get(name);
        if (type != null) {
            return List.of(type.gvk());
        } else if (!definitions.has(name)) {
            ResourceType of = custom.get(name.substring(0, name.length() - "List".length()));
            return List.of(new Gvk(of.group(), of.version(), of.listKind()));
        }
        String simple = name.substring(name.lastIndexOf('.') + 1);
        String place = definitions.place(name);
        if (!place.equals("*")) {
            return place.isEmpty() ? List.of() : List.of(Gvk.of(place, simple));
        }
        List<Gvk> everywhere = new ArrayList<>();
        catalogue.versionsByGroup().forEach(
                (group, versions) -> versions.forEach(version -> everywhere.add(new Gvk(group, version, simple))));
        return everywhere;
    }

    String unions(String name) {
        return definitions.has(name) ? definitions.unions(name) : "";
    }
}
