package io.navarch.apiserver.wire;

import io.navarch.apiserver.patch.StrategicPatch;
import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants its answer to be: a format, and the object as it is, as a Table or as metadata only.
 *
 * @param metaVersion "v1" or "v1beta1": the version of meta.k8s.io in which a Table or PartialObjectMetadata was asked for
 * @param pretty whether the media type asked for indentation
 */
public record Negotiation(Format format, Representation representation, String metaVersion, boolean pretty) {

    public enum Format {
        JSON("application/json"),
        YAML("application/yaml"),
        PROTOBUF(ProtobufCodec.MEDIA_TYPE);

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }

        /** Of a watch's stream of events. */
        public String streamType() {
            return this == JSON ? mediaType : mediaType + ";stream=watch";
        }
    }

    public enum Representation { AS_IS, TABLE, PARTIAL_METADATA, PARTIAL_METADATA_LIST }

    /** What an endpoint has on offer. */
    public enum Offer {
        /** Built-in kinds. */
        OBJECTS(Format.JSON, Format.YAML, Format.PROTOBUF),
        /** Built-in kinds where the answer may be a watch. */
        LISTS(Format.JSON, Format.YAML, Format.PROTOBUF),
        /** The events of a watch. */
        WATCH(Format.JSON, Format.PROTOBUF),
        /** Custom resources. */
        CUSTOM(Format.JSON, Format.YAML);

        private final List<Format> formats;

        Offer(Format... formats) {
            this.formats = List.of(formats);
        }

        /** What is said to be taken; of custom resources protobuf as well, although it is not. */
        private List<String> mediaTypes() {
            return (this == CUSTOM ? OBJECTS.formats : formats).stream().map(Format::mediaType).toList();
        }
    }

    public static final Negotiation PLAIN = new Negotiation(Format.JSON, Representation.AS_IS, "v1", false);

    /** Of the Accept header; null and "" take JSON. */
    public static Negotiation answer(@Nullable String accept, Offer offer) {
        if (accept == null || accept.isBlank() || accept.equals("*/*") || accept.equals("application/json")) {
            return PLAIN;
        }
        List<MediaType> wanted = MediaType.list(accept);
        if (offer != Offer.CUSTOM && offer != Offer.WATCH) {
            requireOffered(accept, offer);
        }
        for (MediaType type : wanted) {
            for (Format format : offer.formats) {
                if (type.accepts(format.mediaType())) {
                    Optional<Negotiation> match = match(type, format);
                    if (match.isPresent()) {
                        return match.get();
                    }
                }
            }
        }
        throw Refusal.notAcceptable(offer.mediaTypes());
    }

    private static Optional<Negotiation> match(MediaType type, Format format) {
        boolean pretty = type.parameter("pretty").equals("1");
        String as = type.parameter("as");
        if (as.isEmpty()) {
            return Optional.of(new Negotiation(format, Representation.AS_IS, "v1", pretty));
        }
        String version = type.parameter("v");
        if (!type.parameter("g").equals("meta.k8s.io") || !version.equals("v1") && !version.equals("v1beta1")) {
            return Optional.empty();
        }
        Representation representation = switch (as) {
            case "Table" -> format == Format.PROTOBUF ? null : Representation.TABLE;
            case "PartialObjectMetadata" -> Representation.PARTIAL_METADATA;
            case "PartialObjectMetadataList" -> Representation.PARTIAL_METADATA_LIST;
            default -> null;
        };
        return Optional.ofNullable(representation).map(r -> new Negotiation(format, r, version, pretty));
    }

    /** The router's own, coarser check comes first: it knows "*&#47;*" and exact names, not "application/*". */
    private static void requireOffered(String accept, Offer offer) {
        for (String clause : accept.split(",")) {
            String name = clause.split(";", 2)[0].strip();
            if (name.equals("*/*") || offer.mediaTypes().contains(name)) {
                return;
            }
        }
        List<String> available = new ArrayList<>(offer.mediaTypes());
        if (offer == Offer.LISTS) {
            available.add("application/json;stream=watch");
            available.add("application/vnd.kubernetes.protobuf;stream=watch");
        }
        throw Refusal.of(
                Reason.NOT_ACCEPTABLE,
                "406: Not Acceptable\n\nAvailable representations: " + String.join(", ", available),
                Details.of("", "", ""));
    }

    /** The format of a body, of its Content-Type; null and "" mean JSON. */
    public static Format body(@Nullable String contentType, Offer offer) {
        if (contentType == null || contentType.isBlank()) {
            return Format.JSON;
        }
        return MediaType.parse(contentType)
                .flatMap(type -> offer.formats.stream().filter(f -> f.mediaType().equals(type.name())).findFirst())
                .orElseThrow(() -> Refusal.unsupportedMediaType(
                        "the body of the request was in an unknown format - accepted media types include: "
                                + String.join(", ", offer.mediaTypes())));
    }

    /** What kind of patch a body is. */
    public enum PatchForm {
        JSON("application/json-patch+json"),
        MERGE("application/merge-patch+json"),
        STRATEGIC("application/strategic-merge-patch+json"),
        APPLY("application/apply-patch+yaml");

        private final String mediaType;

        PatchForm(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    public static PatchForm patch(@Nullable String contentType, Offer offer) {
        String name = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        for (PatchForm form : PatchForm.values()) {
            if (form.mediaType.equals(name) && !(offer == Offer.CUSTOM && form == PatchForm.STRATEGIC)) {
                return form;
            }
        }
        if (offer == Offer.CUSTOM) {
            throw StrategicPatch.unsupported();
        }
        throw Refusal.of(Reason.UNSUPPORTED_MEDIA_TYPE, "415: Unsupported Media Type", Details.of("", "", ""));
    }

    /** One media type of a header, lower-case, with its parameters. */
    private record MediaType(String name, Map<String, String> parameters, double quality) {

        static List<MediaType> list(String accept) {
            List<MediaType> types = new ArrayList<>();
            for (String clause : accept.split(",")) {
                parse(clause).ifPresent(types::add);
            }
            types.sort(Comparator.comparingDouble((MediaType type) -> -type.quality()));
            return types;
        }

        /** Empty when it is not a media type. */
        static Optional<MediaType> parse(String text) {
            String[] parts = text.split(";");
            String name = parts[0].strip().toLowerCase(Locale.ROOT);
            Map<String, String> parameters = new HashMap<>();
            double quality = 1;
            for (int i = 1; i < parts.length; i++) {
                String part = parts[i].strip();
                int equals = part.indexOf('=');
                if (part.isEmpty()) {
                    continue;
                }
                if (equals <= 0) {
                    return Optional.empty();
                }
                String value = part.substring(equals + 1).strip().replace("\"", "");
                if (part.substring(0, equals).strip().equals("q")) {
                    quality = quality(value);
                } else {
                    parameters.put(part.substring(0, equals).strip(), value);
                }
            }
            return name.isEmpty() ? Optional.empty() : Optional.of(new MediaType(name, parameters, quality));
        }

        private static double quality(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException notANumber) {
                return 1;
            }
        }

        String parameter(String key) {
            return parameters.getOrDefault(key, "");
        }

        boolean accepts(String mediaType) {
            return name.equals("*/*")
                    || name.equals(mediaType)
                    || name.endsWith("/*") && mediaType.startsWith(name.substring(0, name.length() - 1));
        }
    }
}
