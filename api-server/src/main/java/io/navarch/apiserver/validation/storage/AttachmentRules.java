package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** VolumeAttachments: which volume goes to which node, for good. */
final class AttachmentRules implements KindValidation {

    private static final String EXACTLY_ONE = "must specify exactly one of inlineVolumeSpec and persistentVolumeName";
    private static final int LARGEST_METADATA = 256 * 1024;
    private static final int LONGEST_MESSAGE = 1024;

    @Override
    public void create(Field attachment) {
        Field spec = attachment.at("spec");
        VolumeSources.driver(spec.at("attacher"));
        Field source = spec.at("source");
        Field inline = source.at("inlineVolumeSpec");
        Field name = source.at("persistentVolumeName");
        if (inline.isSet() && name.isSet()) {
            source.forbidden(EXACTLY_ONE);
        } else if (name.isSet()) {
            if (name.isZero()) {
                name.required("must specify non empty persistentVolumeName");
            }
        } else if (inline.isSet()) {
            PersistentVolumeRules.spec(inline, "", PersistentVolumeRules.Place.INLINE);
        } else {
            source.required(EXACTLY_ONE);
        }
        Field node = spec.at("nodeName");
        Formats.dns1123Subdomain(node.text()).forEach(message -> node.invalid(node.text(), message));
        statusOf(attachment);
        if (name.isSet()) {
            name.as(FieldPath.of("spec.source.persistentVolumeName")).invalidFor(Formats.dns1123Subdomain(name.text()));
        }
    }

    private static void statusOf(Field attachment) {
        Field status = attachment.at("status");
        long size = 0;
        for (Map.Entry<String, Field> entry : status.at("attachmentMetadata").entries()) {
            size += StorageClassRules.bytes(entry.getKey()) + StorageClassRules.bytes(entry.getValue().text());
        }
        if (size > LARGEST_METADATA) {
            status.at("attachmentMetadata").tooLong(LARGEST_METADATA);
        }
        for (String error : new String[] {"attachError", "detachError"}) {
            if (StorageClassRules.bytes(status.at(error, "message").text()) > LONGEST_MESSAGE) {
                status.at(error, "message").tooLong(LARGEST_METADATA);
            }
            Field code = status.at(error, "errorCode");
            if (code.isSet() && code.number() < 0) {
                code.invalidFor(Formats.inRange(code.number(), 0, Integer.MAX_VALUE));
            }
        }
    }

    @Override
    public void update(Field attachment, JsonNode before) {
        create(attachment);
        JsonNode now = InternalForm.of("VolumeAttachmentSpec", attachment.at("spec").value());
        if (!now.equals(InternalForm.of("VolumeAttachmentSpec", before.path("spec")))) {
            attachment.at("spec").invalid(now, "field is immutable");
        }
    }

    @Override
    public void status(Field attachment, JsonNode before) {
        update(attachment, before);
    }
}
