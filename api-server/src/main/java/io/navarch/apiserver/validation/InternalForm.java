package io.navarch.apiserver.validation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A structure as Kubernetes' messages show it: with the names and the order of its own types, absent fields as null or zero. A taint
 * {@code {"key":"a","effect":"NoSchedule"}} reads {@code {"Key":"a","Value":"","Effect":"NoSchedule","TimeAdded":null}} there.
 */
public final class InternalForm {

    private static final String TABLE = "internal-forms.txt";

    private InternalForm() {}

    private record Slot(String name, String json, String kind) {}

    private static final class Holder {
        static final Map<String, List<Slot>> SLOTS = read();
    }

    /** The value in the form of the type, such as "Taint"; a type no message shows is left as it is. */
    public static JsonNode of(String type, JsonNode value) {
        return structure(type, value, NullNode.getInstance());
    }

    private static JsonNode structure(String type, JsonNode value, JsonNode around) {
        List<Slot> slots = Holder.SLOTS.get(type);
        if (slots == null) {
            return value;
        }
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        for (Slot slot : slots) {
            JsonNode part = slot.json().startsWith("^") ? around.path(slot.json().substring(1)) : value.path(slot.json());
            form.set(slot.name(), part(slot, part, value));
        }
        return form;
    }

    private static JsonNode part(Slot slot, JsonNode part, JsonNode around) {
        boolean absent = part.isMissingNode() || part.isNull();
        JsonNodeFactory make = JsonNodeFactory.instance;
        String kind = slot.kind();
        if (kind.isEmpty()) {
            return absent ? make.stringNode("") : part;
        }
        String element = kind.substring(kind.startsWith("[]") || kind.startsWith("{}") ? 2 : 1);
        return switch (kind.charAt(0)) {
            case '#' -> absent ? make.numberNode(0) : part;
            case '~' -> absent ? make.numberNode(0) : part;
            case '?' -> absent ? make.booleanNode(false) : part;
            case 'q' -> absent ? make.stringNode("0") : part;
            case '=' -> absent ? make.objectNode() : part;
            case '.' -> structure(element, part, around);
            case '[' -> absent ? make.nullNode() : list(element, part);
            case '{' -> absent ? make.nullNode() : map(element, part);
            default -> absent ? make.nullNode() : structure(element, part, around);
        };
    }

    private static JsonNode list(String element, JsonNode list) {
        ArrayNode form = JsonNodeFactory.instance.arrayNode();
        list.forEach(item -> form.add(structure(element, item, list)));
        return form;
    }

    private static JsonNode map(String element, JsonNode map) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        map.propertyNames().stream().sorted().forEach(key -> form.set(key, structure(element, map.path(key), map)));
        return form;
    }

    private static Map<String, List<Slot>> read() {
        Map<String, List<Slot>> types = new HashMap<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(InternalForm.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] words = line.split(" ");
                List<Slot> slots = new ArrayList<>();
                for (int i = 1; i < words.length; i++) {
                    slots.add(slot(words[i]));
                }
                types.put(words[0], List.copyOf(slots));
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return types;
    }

    /** NAME, NAME=json, NAME:kind or NAME=json:kind. */
    private static Slot slot(String word) {
        int colon = word.indexOf(':');
        String kind = colon < 0 ? "" : word.substring(colon + 1);
        String names = colon < 0 ? word : word.substring(0, colon);
        int equals = names.indexOf('=');
        String name = equals < 0 ? names : names.substring(0, equals);
        return new Slot(name, equals < 0 ? jsonName(name) : names.substring(equals + 1), kind);
    }

    /** AWSElasticBlockStore is awsElasticBlockStore, IQN is iqn. */
    static String jsonName(String name) {
        int capitals = 0;
        while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
            capitals++;
        }
        int lowered = capitals == name.length() || capitals == 1 ? capitals : capitals - 1;
        return name.substring(0, lowered).toLowerCase(java.util.Locale.ROOT) + name.substring(lowered);
    }
}
