package io.navarch.apiserver.validation;

import io.navarch.apiserver.status.GoText;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** APIServices: the name says version and group; without a service the server itself serves them. */
final class ApiServiceRules implements KindValidation {

    private static final int HIGHEST_GROUP_PRIORITY = 20_000;
    private static final int HIGHEST_VERSION_PRIORITY = 1000;
    private static final List<String> STATUSES = List.of("True", "False", "Unknown");

    @Override
    public void create(Field service) {
        Field spec = service.at("spec");
        Field group = spec.at("group");
        Field version = spec.at("version");
        Field name = service.at("metadata", "name");
        String required = version.text() + "." + group.text();
        if (!name.text().equals(required)) {
            name.invalid("must be `spec.version+\".\"+spec.group`: " + GoText.quote(required));
        }
        if (group.isZero() && !version.text().equals("v1")) {
            group.required("only v1 may have an empty group and it better be legacy kube");
        }
        if (!group.isZero()) {
            Formats.dns1123Subdomain(group.text()).forEach(group::invalid);
        }
        Formats.dns1035Label(version.text()).forEach(message -> version.invalid(version.text(), message));
        priority(spec.at("groupPriorityMinimum"), HIGHEST_GROUP_PRIORITY);
        priority(spec.at("versionPriority"), HIGHEST_VERSION_PRIORITY);
        Field insecure = spec.at("insecureSkipTLSVerify");
        Field bundle = spec.at("caBundle");
        Field target = spec.at("service");
        if (!target.isSet()) {
            if (!bundle.isZero()) {
                bundle.invalid(Base64.getDecoder().decode(bundle.text()).length + " bytes", "local APIServices may not have a caBundle");
            }
            if (insecure.flag()) {
                insecure.invalid("local APIServices may not have insecureSkipTLSVerify");
            }
            return;
        }
        target.at("namespace").mustBeSet();
        target.at("name").mustBeSet();
        Field port = target.at("port");
        List<String> wrong = Formats.portNumber(port.number());
        if (!wrong.isEmpty()) {
            port.invalid(port.number(), "port is not valid: " + String.join(", ", wrong));
        }
        if (insecure.flag() && !bundle.isZero()) {
            insecure.invalid("may not be true if caBundle is present");
        }
    }

    private static void priority(Field priority, int highest) {
        if (priority.number() <= 0 || priority.number() > highest) {
            priority.invalid(priority.number(), "must be positive and less than " + highest);
        }
    }

    @Override
    public void status(Field service, JsonNode before) {
        for (Field condition : service.at("status", "conditions").items()) {
            if (!condition.at("status").isOneOf(STATUSES)) {
                condition.at("status").notSupported(STATUSES);
            }
        }
    }
}
