package io.navarch.apiserver.openapi;

import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.schema.Definitions;
import io.navarch.machinery.object.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI documents of one catalogue. Each is made when first asked for and then kept; take a new one when the catalogue changes.
 *
 * <p>The parts of v3 are named by path: "api/v1", "apis/apps/v1", "apis/apps", "version". A client finds them, with the hash of their
 * content, in the root document, and may keep a part forever under its hash.
 */
public final class OpenApi {

    /** @param hash upper-case hex of the content's SHA-512: an ETag in quotation marks, and the hash parameter of v3's URLs */
    public record Document(byte[] bytes, String hash) {

        public String etag() {
            return '"' + hash + '"';
        }
    }

    private final Catalogue catalogue;
    private final Types types;
    private final Map<String, Document> parts = new ConcurrentHashMap<>();
    private @Nullable Prose prose;
    private @Nullable Map<String, List<Operation.Path>> paths;
    private @Nullable Document v2;
    private @Nullable Document v2Protobuf;
    private @Nullable Document root;

    public OpenApi(Catalogue catalogue, Definitions definitions) {
        this.catalogue = catalogue;
        this.types = new Types(catalogue, definitions);
    }

    /** GET /openapi/v2 as JSON. */
    public synchronized Document v2() {
        if (v2 == null) {
            v2 = document(Json.write(treeV2()));
        }
        return v2;
    }

    /** GET /openapi/v2 as application/com.github.proto-openapi.spec.v2@v1.0+protobuf. */
    public synchronized Document v2Protobuf() {
        if (v2Protobuf == null) {
            v2Protobuf = document(ProtobufV2.encode(treeV2()));
        }
        return v2Protobuf;
    }

    private ObjectNode treeV2() {
        return DocumentV2.of(catalogue, types, prose());
    }

    /** GET /openapi/v3: where the parts are. */
    public synchronized Document root() {
        if (root == null) {
            ObjectNode document = Json.object();
            ObjectNode list = document.putObject("paths");
            for (String part : paths().keySet()) {
                String hash = part(part).map(Document::hash).orElse("");
                list.putObject(part).put("serverRelativeURL", "/openapi/v3/" + part + "?hash=" + hash);
            }
            root = document(Json.write(document));
        }
        return root;
    }

    /** GET /openapi/v3/PART; empty when there is no such part. */
    public Optional<Document> part(String part) {
        List<Operation.Path> content = paths().get(part);
        if (content == null) {
            return Optional.empty();
        }
        return Optional.of(parts.computeIfAbsent(
                part, p -> document(Json.write(DocumentV3.of(content, types, prose())))));
    }

    private synchronized Prose prose() {
        if (prose == null) {
            prose = Prose.load();
        }
        return prose;
    }

    private synchronized Map<String, List<Operation.Path>> paths() {
        if (paths == null) {
            paths = Operations.of(catalogue).values().stream()
                    .collect(Collectors.groupingBy(OpenApi::part, TreeMap::new, Collectors.toList()));
        }
        return paths;
    }

    private static String part(Operation.Path path) {
        if (path.group().isEmpty() && path.version().isEmpty()) {
            return path.path().substring(1, path.path().length() - 1);
        } else if (path.group().isEmpty()) {
            return "api/" + path.version();
        }
        return "apis/" + path.group() + (path.version().isEmpty() ? "" : "/" + path.version());
    }

    private static Document document(byte[] bytes) {
        try {
            return new Document(bytes, HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
