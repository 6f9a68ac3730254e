package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.LabelQuery;
import io.navarch.apiserver.validation.Selectors;
import io.navarch.apiserver.validation.Shown;
import io.navarch.apiserver.validation.pod.PodRules;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Jobs. Their selector and the labels it looks for are the server's to make, unless the job says otherwise. */
final class JobRules implements KindValidation {

    private static final String CONTROLLER_UID = "batch.kubernetes.io/controller-uid";
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";
    private static final String OLD_CONTROLLER_UID = "controller-uid";
    private static final String OLD_JOB_NAME = "job-name";

    @Override
    public void create(Field job) {
        whole(job, true);
    }

    private static void whole(Field job, boolean prefixedLabels) {
        generatedSelector(job, prefixedLabels);
        spec(job.at("spec"));
        Field completions = job.at("spec", "completions");
        if (job.at("spec", "completionMode").text().equals("Indexed") && completions.number() > 0) {
            Field name = job.at("metadata", "name");
            String longest = name.text() + "-" + (completions.number() - 1);
            if (!Formats.dns1123Label(longest).isEmpty()) {
                name.invalid("will not able to create pod with invalid DNS label: " + longest);
            }
        }
    }

    private static void generatedSelector(Field job, boolean prefixedLabels) {
        Field selector = job.at("spec", "selector");
        if (job.at("spec", "manualSelector").flag() || !selector.isSet()) {
            return;
        }
        String uid = job.at("metadata", "uid").text();
        String name = job.at("metadata", "name").text();
        if (uid.isEmpty()) {
            job.at("metadata", "uid").required();
        }
        Field labels = job.at("spec", "template", "metadata", "labels");
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        expect(labels, OLD_CONTROLLER_UID, uid, expected);
        expect(labels, OLD_JOB_NAME, name, expected);
        if (prefixedLabels) {
            expect(labels, CONTROLLER_UID, uid, expected);
            expect(labels, JOB_NAME, name, expected);
        }
        LabelQuery query = new LabelQuery(selector.value());
        if (query.isUsable() && !query.matches(expected)) {
            selector.invalid(Shown.selector(selector.value()), "`selector` not auto-generated");
        }
    }

    private static void expect(Field labels, String key, String value, ObjectNode expected) {
        expected.put(key, value);
        Field label = labels.key(key);
        if (!label.isSet()) {
            label.required("must be '" + value + "'");
        } else if (!label.text().equals(value)) {
            label.invalid(Shown.map(labels.value()), "must be '" + value + "'");
        }
    }

    private static void spec(Field spec) {
        JobSpecRules.check(spec);
        Field selector = spec.at("selector");
        if (selector.isSet()) {
            Selectors.labelSelector(selector);
        } else {
            selector.required();
        }
        LabelQuery query = new LabelQuery(selector.value());
        Field labels = spec.at("template", "metadata", "labels");
        if (query.isUsable() && !query.matches(labels.value())) {
            labels.invalid(Shown.map(labels.value()), "`selector` does not match template `labels`");
        }
    }

    @Override
    public void update(Field job, JsonNode before) {
        JsonNode labels = before.path("spec").path("template").path("metadata").path("labels");
        whole(job, labels.has(JOB_NAME) && labels.has(CONTROLLER_UID));
        spec(job.at("spec"));
        JobChangeRules.check(job.at("spec"), before);
    }

    @Override
    public void status(Field job, JsonNode before) {
        JobStatusRules.check(job, before);
    }

    @Override
    public List<String> warnings(JsonNode job, JsonNode before) {
        List<String> warnings = new ArrayList<>();
        if (!before.isObject()) {
            warnings.addAll(nameWarnings(job));
        }
        warnings.addAll(specWarnings(job.path("spec"), before.path("spec"), List.of("spec")));
        return warnings;
    }

    static List<String> nameWarnings(JsonNode job) {
        List<String> wrong = Formats.dns1123Label(job.path("metadata").path("name").asString(""));
        return wrong.isEmpty()
                ? List.of()
                : List.of("metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is"
                        + " recommended: [" + String.join(" ", wrong) + "]");
    }

    static List<String> specWarnings(JsonNode spec, JsonNode before, List<String> path) {
        if (before.isObject() && before.equals(spec)) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>();
        boolean tooMany = spec.path("completionMode").asString("").equals("Indexed")
                && spec.path("completions").asLong(0) > JobSpecRules.MANY_COMPLETIONS
                && spec.path("parallelism").asLong(0) > JobSpecRules.PARALLEL_WHEN_MANY;
        if (tooMany) {
            warnings.add(String.join(".", path) + ": In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher"
                    + " than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail");
        }
        List<String> template = new ArrayList<>(path);
        template.add("template");
        warnings.addAll(PodRules.templateWarnings(spec.path("template"), template));
        return warnings;
    }
}
