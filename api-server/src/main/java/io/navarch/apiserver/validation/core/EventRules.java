package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Events, in the core group's form. Those with an eventTime must say who reports what; whatever comes through events.k8s.io must have one
 * and may not change but for its series.
 */
public final class EventRules implements KindValidation {

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_MESSAGE = 1024;
    private static final List<String> UNSET_BEFORE = List.of("firstTimestamp", "lastTimestamp", "count");
    private static final Set<String> SYSTEM = Set.of("default", "kube-system");

    @Override
    public void create(Field event) {
        legacy(event, "reportingComponent");
    }

    /** Written through events.k8s.io. */
    public static void strictCreate(Field event) {
        legacy(event, "reportingController");
        series(event);
        if (!event.at("eventTime").isSet()) {
            event.at("eventTime").required();
        }
        String type = event.at("type").text();
        if (!type.equals("Normal") && !type.equals("Warning")) {
            event.at("type").invalid("", "has invalid value: " + type);
        }
        for (String field : UNSET_BEFORE) {
            if (!event.at(field).isZero()) {
                event.at(field).invalid("", "needs to be unset");
            }
        }
        Field source = event.at("source");
        if (!source.at("component").isZero() || !source.at("host").isZero()) {
            source.invalid("", "needs to be unset");
        }
    }

    /** Written through events.k8s.io over another one. */
    public static void strictUpdate(Field event, JsonNode before) {
        legacy(event, "reportingController");
        if (!Field.same(event.at("series").value(), before.path("series"))) {
            series(event);
        }
        structure(event, before, "involvedObject", "ObjectReference");
        text(event, before, "reason");
        text(event, before, "message");
        structure(event, before, "source", "EventSource");
        for (String time : List.of("firstTimestamp", "lastTimestamp")) {
            stay(event.at(time), before.path(time));
        }
        if (event.at("count").number() != before.path("count").asLong(0)) {
            event.at("count").invalid(event.at("count").number(), "field is immutable");
        }
        text(event, before, "reason");
        text(event, before, "type");
        if (!micros(event.at("eventTime").value()).equals(micros(before.path("eventTime")))) {
            stay(event.at("eventTime"), before.path("eventTime"));
        }
        text(event, before, "action");
        if (!Field.same(event.at("related").value(), before.path("related"))) {
            event.at("related").invalidAs("ObjectReference", "field is immutable");
        }
        Field reporter = event.at("reportingComponent").as(FieldPath.of("reportingController"));
        if (!reporter.text().equals(before.path("reportingComponent").asString(""))) {
            reporter.invalid("field is immutable");
        }
        text(event, before, "reportingInstance");
    }

    private static void text(Field event, JsonNode before, String name) {
        if (!event.at(name).text().equals(before.path(name).asString(""))) {
            event.at(name).invalid(event.at(name).text(), "field is immutable");
        }
    }

    private static void structure(Field event, JsonNode before, String name, String type) {
        JsonNode now = InternalForm.of(type, event.at(name).value());
        if (!now.equals(InternalForm.of(type, before.path(name)))) {
            event.at(name).invalid(now, "field is immutable");
        }
    }

    private static void stay(Field field, JsonNode before) {
        if (!Field.same(field.value(), before)) {
            field.invalid(field.isSet() ? field.value() : NullNode.getInstance(), "field is immutable");
        }
    }

    private static String micros(JsonNode time) {
        try {
            return Instant.parse(time.asString("")).truncatedTo(ChronoUnit.MICROS).toString();
        } catch (DateTimeParseException none) {
            return "";
        }
    }

    private static void series(Field event) {
        Field series = event.at("series");
        if (!series.isSet()) {
            return;
        }
        if (series.at("count").number() < 2) {
            series.at("count").invalid("", "should be at least 2");
        }
        if (!series.at("lastObservedTime").isSet()) {
            series.at("lastObservedTime").required();
        }
    }

    private static void legacy(Field event, String reporterName) {
        String namespace = event.at("metadata", "namespace").text();
        Field about = event.at("involvedObject", "namespace");
        if (!event.at("eventTime").isSet()) {
            boolean agrees = about.isZero()
                    ? namespace.isEmpty() || namespace.equals("default")
                    : namespace.equals(about.text());
            mustAgree(about, agrees);
        } else {
            mustAgree(about, !about.isZero() || SYSTEM.contains(namespace));
            reported(event, reporterName);
        }
        Field shown = event.at("namespace");
        Formats.dns1123Subdomain(namespace).forEach(message -> shown.invalid(namespace, message));
    }

    private static void mustAgree(Field namespace, boolean agrees) {
        if (!agrees) {
            namespace.invalid(namespace.text(), "does not match event.namespace");
        }
    }

    private static void reported(Field event, String reporterName) {
        Field reporter = event.at("reportingComponent").as(FieldPath.of(reporterName));
        reporter.mustBeSet();
        Formats.qualifiedName(reporter.text()).forEach(message -> reporter.invalid(reporter.text(), message));
        for (String name : List.of("reportingInstance", "action", "reason")) {
            event.at(name).mustBeSet();
            atMost(event.at(name), LONGEST_NAME);
        }
        atMost(event.at("message"), LONGEST_MESSAGE);
    }

    private static void atMost(Field text, int length) {
        if (text.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > length) {
            text.invalid("", "can have at most " + length + " characters");
        }
    }
}
