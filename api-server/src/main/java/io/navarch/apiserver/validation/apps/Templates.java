package io.navarch.apiserver.validation.apps;

import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Shown;
import io.navarch.apiserver.validation.LabelQuery;
import io.navarch.apiserver.validation.Selectors;
import io.navarch.apiserver.validation.pod.PodRules;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the specs with a selector and a pod template have in common. */
final class Templates {

    private Templates() {}

    /** A selector that must be there and select something. Says whether it can be used. */
    static boolean selector(Field selector, String kind) {
        if (!selector.isSet()) {
            selector.required();
            return true;
        }
        Selectors.labelSelector(selector);
        LabelQuery query = new LabelQuery(selector.value());
        if (query.isEverything()) {
            selector.invalid(Shown.selector(selector.value()), "empty selector is invalid for " + kind);
        }
        return query.isUsable();
    }

    /** The selector must find what the template makes. */
    static void found(Field selector, Field template) {
        LabelQuery query = new LabelQuery(selector.value());
        Field labels = template.at("metadata", "labels");
        if (!query.isEverything() && !query.matches(labels.value())) {
            labels.invalid(Shown.map(labels.value()), "`selector` does not match template `labels`");
        }
    }

    /** Pods of a controller run for ever. */
    static void runsForEver(Field template, String kind) {
        Field restart = template.at("spec", "restartPolicy");
        if (!restart.text().equals("Always")) {
            restart.notSupported(List.of("Always"));
        }
        if (template.at("spec", "activeDeadlineSeconds").isSet()) {
            template.at("spec", "activeDeadlineSeconds").forbidden("activeDeadlineSeconds in " + kind + " is not Supported");
        }
    }

    static void selectorStays(Field selector, JsonNode before) {
        if (!Field.same(selector.value(), before)) {
            selector.invalid(Shown.selector(selector.value()), "field is immutable");
        }
    }

    static void notNegative(Field parent, List<String> names) {
        names.forEach(name -> parent.at(name).mustNotBeNegative());
    }

    /** None of the counts may be above another; complaints quote the count. */
    static void notAbove(Field status, List<String> counts, String total, String words) {
        for (String count : counts) {
            if (status.at(count).number() > status.at(total).number()) {
                status.at(count).invalid(status.at(count).number(), words);
            }
        }
    }

    static void notDecremented(Field count, JsonNode before) {
        boolean was = before.isNumber();
        if (was && (!count.isSet() || count.number() < before.longValue())) {
            count.invalid(count.isSet() ? count.value() : 0, "cannot be decremented");
        }
    }

    /** About the template, unless the spec is as it was. */
    static List<String> warnings(JsonNode object, JsonNode before) {
        JsonNode spec = object.path("spec");
        return before.isObject() && Equality.same(spec, before.path("spec"))
                ? List.of()
                : PodRules.templateWarnings(spec.path("template"), List.of("spec", "template"));
    }

    /** A name that will be part of pods' names and hostnames. */
    static List<String> nameWarnings(JsonNode object) {
        List<String> wrong = Formats.dns1123Label(object.path("metadata").path("name").asString(""));
        return wrong.isEmpty()
                ? List.of()
                : List.of("metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is"
                        + " recommended: [" + String.join(" ", wrong) + "]");
    }
}
