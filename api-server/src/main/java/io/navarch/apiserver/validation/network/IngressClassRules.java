package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Ingress classes: the controller stays what it is; parameters name an object, in a namespace or not. */
final class IngressClassRules implements KindValidation {

    private static final int LONGEST_CONTROLLER = 250;
    private static final List<String> SCOPES = List.of("Cluster", "Namespace");

    @Override
    public void create(Field ingressClass) {
        Field controller = ingressClass.at("spec", "controller");
        if (controller.text().length() > LONGEST_CONTROLLER) {
            controller.tooLong(LONGEST_CONTROLLER);
        }
        Formats.domainPrefixedPath(controller);
        Field parameters = ingressClass.at("spec", "parameters");
        if (parameters.isSet()) {
            ReferenceRules.typed(parameters);
            scope(parameters.at("scope"), parameters.at("namespace"));
        }
    }

    @Override
    public void update(Field ingressClass, JsonNode before) {
        ingressClass.at("spec", "controller").mustStay(before.path("spec").path("controller"));
        create(ingressClass);
    }

    private static void scope(Field scope, Field namespace) {
        if (!scope.isSet()) {
            scope.required();
        } else if (!scope.isOneOf(SCOPES)) {
            scope.notSupported(SCOPES);
        } else if (scope.text().equals("Cluster")) {
            if (namespace.isSet()) {
                namespace.forbidden("`parameters.scope` is set to 'Cluster'");
            }
        } else if (namespace.isSet()) {
            namespace.invalidFor(Formats.dns1123Label(namespace.text()));
        } else {
            namespace.required("`parameters.scope` is set to 'Namespace'");
        }
    }
}
