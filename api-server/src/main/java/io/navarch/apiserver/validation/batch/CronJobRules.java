package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Shown;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** CronJobs. */
final class CronJobRules implements KindValidation {

    private static final int NAME_LENGTH = 52;
    /** As the tz database names zones, with digits and plus for what is older than its rules. */
    private static final Pattern ZONE_PART = Pattern.compile("[A-Za-z.\\-_0-9+]{1,14}");

    @Override
    public void create(Field cron) {
        spec(cron.at("spec"), false);
        zone(cron.at("spec", "timeZone"));
        rest(cron.at("spec"));
        Field name = cron.at("metadata", "name");
        if (name.text().length() > NAME_LENGTH) {
            name.invalid("must be no more than 52 characters");
        }
    }

    @Override
    public void update(Field cron, JsonNode before) {
        JsonNode old = before.path("spec");
        spec(cron.at("spec"), old.path("schedule").asString("").contains("TZ"));
        Field zone = cron.at("spec", "timeZone");
        if (!Field.same(zone.value(), old.path("timeZone"))) {
            zone(zone);
        }
        rest(cron.at("spec"));
    }

    private static void spec(Field spec, boolean zoneInSchedule) {
        Field schedule = spec.at("schedule");
        if (schedule.text().isEmpty()) {
            schedule.required();
        } else {
            String trouble = CronSchedule.trouble(schedule.text());
            if (!trouble.isEmpty()) {
                schedule.invalid(trouble);
            }
            if (schedule.text().contains("TZ")) {
                if (!zoneInSchedule) {
                    schedule.invalid("cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
                } else if (spec.at("timeZone").isSet()) {
                    schedule.invalid("cannot use both timeZone field and TZ or CRON_TZ in schedule");
                }
            }
        }
        spec.at("startingDeadlineSeconds").mustNotBeNegative();
    }

    private static void zone(Field zone) {
        if (!zone.isSet()) {
            return;
        }
        String name = zone.text();
        if (name.isEmpty()) {
            zone.invalid("timeZone must be nil or non-empty string");
            return;
        }
        for (String part : name.split("/", -1)) {
            if (part.equals(".") || part.equals("..") || part.startsWith("-") || !ZONE_PART.matcher(part).matches()) {
                zone.invalid("unknown time zone " + name);
                return;
            }
        }
        if (name.equalsIgnoreCase("Local")) {
            zone.invalid("timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }
        if (!isZone(name)) {
            zone.invalid("unknown time zone " + name);
        }
    }

    static boolean isZone(String name) {
        return name.equals("Local") || name.equals("UTC") || ZoneId.getAvailableZoneIds().contains(name);
    }

    private static void rest(Field spec) {
        spec.at("concurrencyPolicy").mustBeOneOf(List.of("Allow", "Forbid", "Replace"));
        Field job = spec.at("jobTemplate", "spec");
        JobSpecRules.check(job);
        Field selector = job.at("selector");
        if (selector.isSet()) {
            selector.invalid(Shown.selector(selector.value()), "`selector` will be auto-generated");
        }
        if (job.at("manualSelector").flag()) {
            job.at("manualSelector").notSupported(List.of("nil", "false"));
        }
        spec.at("successfulJobsHistoryLimit").mustNotBeNegative();
        spec.at("failedJobsHistoryLimit").mustNotBeNegative();
    }

    @Override
    public List<String> warnings(JsonNode cron, JsonNode before) {
        List<String> warnings = new ArrayList<>();
        if (!before.isObject()) {
            warnings.addAll(JobRules.nameWarnings(cron));
        }
        JsonNode spec = cron.path("spec");
        if (!spec.equals(before.path("spec"))) {
            warnings.addAll(JobRules.specWarnings(
                    spec.path("jobTemplate").path("spec"), before.path("nothing"), List.of("spec", "jobTemplate", "spec")));
        }
        if (before.isObject() && spec.path("schedule").asString("").contains("TZ")) {
            warnings.add("cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see"
                    + " https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details");
        }
        return warnings;
    }
}
