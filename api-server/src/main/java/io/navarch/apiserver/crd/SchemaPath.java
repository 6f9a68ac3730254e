package io.navarch.apiserver.crd;

import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A path through a schema, such as {@code .spec.ports['http']}.
 *
 * @param steps the names walked
 * @param path as messages write it: fields after dots, keys of maps in brackets
 * @param schema where it leads
 */
record SchemaPath(List<String> steps, FieldPath path, JsonNode schema) {

    /** How a key may be written. */
    enum Brackets { ALLOWED, REFUSED }

    /** A path that leads nowhere, and why. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String why) {
            super(why, null, false, false);
        }
    }

    static SchemaPath parse(String text, JsonNode root, Brackets brackets) throws Wrong {
        List<String> steps = new ArrayList<>();
        FieldPath path = FieldPath.ROOT;
        JsonNode schema = root;
        Iterator<String> tokens = tokens(text).iterator();
        while (tokens.hasNext()) {
            String token = tokens.next();
            String name;
            if (token.equals("[")) {
                if (brackets == Brackets.REFUSED) {
                    throw new Wrong("array notation is not allowed");
                }
                String quoted = next(tokens);
                if (quoted.length() < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
                    throw new Wrong("expected single quoted string but got " + quoted);
                }
                name = quoted.substring(1, quoted.length() - 1).replace("\\'", "'").replace("\\\\", "\\");
            } else if (token.equals(".")) {
                name = next(tokens);
            } else {
                throw new Wrong("expected [ or . but got: " + token);
            }
            if (!schema.path("properties").isEmpty()) {
                schema = schema.path("properties").path(name);
                path = path.child(name);
            } else if (schema.hasNonNull("additionalProperties")) {
                schema = schema.path("additionalProperties");
                path = path.key(name);
            } else {
                throw new Wrong("does not refer to a valid field");
            }
            if (schema.isMissingNode()) {
                throw new Wrong("does not refer to a valid field");
            }
            steps.add(name);
            if (token.equals("[")) {
                String close = next(tokens);
                if (!close.equals("]")) {
                    throw new Wrong("expected ] but got " + close);
                }
            }
        }
        return new SchemaPath(steps, path, schema);
    }

    private static String next(Iterator<String> tokens) throws Wrong {
        if (!tokens.hasNext()) {
            throw new Wrong("unexpected end of JSON path");
        }
        return tokens.next();
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = at + 1;
            if (text.charAt(at) == '\'') {
                while (end < text.length() && (text.charAt(end) != '\'' || text.charAt(end - 1) == '\\')) {
                    end++;
                }
                end = Math.min(text.length(), end + 1);
            } else if (".[]".indexOf(text.charAt(at)) < 0) {
                while (end < text.length() && ".[]".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
            }
            tokens.add(text.substring(at, end));
            at = end;
        }
        return tokens;
    }
}
