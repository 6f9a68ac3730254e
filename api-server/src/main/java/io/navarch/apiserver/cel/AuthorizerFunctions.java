package io.navarch.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.authz.Decision;
import io.navarch.apiserver.authz.Request;
import java.util.List;
import java.util.function.BiFunction;

/** authorizer.group("").resource("pods").check("get").allowed(): whether somebody may do something. */
public final class AuthorizerFunctions {

    /** Of the variable "authorizer"; its value is a {@link Caller}. */
    public static final CelType AUTHORIZER = OpaqueType.create("kubernetes.authorization.Authorizer");

    /** Of the variable "authorizer.requestResource"; its value is a {@link ResourceCheck}. */
    public static final CelType RESOURCE_CHECK = OpaqueType.create("kubernetes.authorization.ResourceCheck");

    static final CelType PATH_CHECK = OpaqueType.create("kubernetes.authorization.PathCheck");
    static final CelType GROUP_CHECK = OpaqueType.create("kubernetes.authorization.GroupCheck");
    static final CelType DECISION = OpaqueType.create("kubernetes.authorization.Decision");

    private static final String ANY_VERSION = "*";

    private AuthorizerFunctions() {}

    /** On whose behalf is asked. */
    public record Caller(Authorizer authorizer, String user, List<String> groups) {

        Caller serviceAccount(String namespace, String name) {
            return new Caller(
                    authorizer,
                    "system:serviceaccount:" + namespace + ":" + name,
                    List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"));
        }
    }

    record PathCheck(Caller caller, String path) {}

    record GroupCheck(Caller caller, String group) {}

    /** What is to be checked; the verb is still to come. */
    public record ResourceCheck(Caller caller, String group, String resource, String subresource, String namespace, String name) {

        Decision check(String verb) {
            return caller.authorizer().decide(new Request(
                    caller.user(), caller.groups(), verb, group, ANY_VERSION, resource, subresource, namespace, name, ""));
        }
    }

    static void declare(Functions f) {
        List<CelType> text = List.of(SimpleType.STRING);
        f.member("path", "authorizer_path", PATH_CHECK, with(AUTHORIZER, text), a -> new PathCheck((Caller) a[0], (String) a[1]));
        f.member("group", "authorizer_group", GROUP_CHECK, with(AUTHORIZER, text), a -> new GroupCheck((Caller) a[0], (String) a[1]));
        f.member(
                "serviceAccount",
                "authorizer_serviceaccount",
                AUTHORIZER,
                List.of(AUTHORIZER, SimpleType.STRING, SimpleType.STRING),
                a -> ((Caller) a[0]).serviceAccount((String) a[1], (String) a[2]));
        f.member("resource", "groupcheck_resource", RESOURCE_CHECK, with(GROUP_CHECK, text), a -> {
            GroupCheck check = (GroupCheck) a[0];
            return new ResourceCheck(check.caller(), check.group(), (String) a[1], "", "", "");
        });
        refine(f, "subresource", (c, v) -> new ResourceCheck(c.caller(), c.group(), c.resource(), v, c.namespace(), c.name()));
        refine(f, "namespace", (c, v) -> new ResourceCheck(c.caller(), c.group(), c.resource(), c.subresource(), v, c.name()));
        refine(f, "name", (c, v) -> new ResourceCheck(c.caller(), c.group(), c.resource(), c.subresource(), c.namespace(), v));
        // Roles know no selectors: who may list all may list some.
        refine(f, "fieldSelector", (c, v) -> c);
        refine(f, "labelSelector", (c, v) -> c);
        f.member("check", "pathcheck_check", DECISION, with(PATH_CHECK, text), a -> {
            PathCheck check = (PathCheck) a[0];
            return check.caller().authorizer().decide(
                    Request.onPath(check.caller().user(), check.caller().groups(), (String) a[1], check.path()));
        });
        f.member("check", "resourcecheck_check", DECISION, with(RESOURCE_CHECK, text), a -> ((ResourceCheck) a[0]).check((String) a[1]));
        f.member("allowed", "decision_allowed", SimpleType.BOOL, List.of(DECISION), a -> ((Decision) a[0]).isAllowed());
        f.member("reason", "decision_reason", SimpleType.STRING, List.of(DECISION), a -> ((Decision) a[0]).reason());
        f.member("errored", "decision_errored", SimpleType.BOOL, List.of(DECISION), a -> false);
        f.member("error", "decision_error", SimpleType.STRING, List.of(DECISION), a -> "");
    }

    private static List<CelType> with(CelType first, List<CelType> rest) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(first), rest.stream()).toList();
    }

    private static void refine(Functions f, String name, BiFunction<ResourceCheck, String, ResourceCheck> how) {
        f.member(
                name,
                "resourcecheck_" + name.toLowerCase(java.util.Locale.ROOT),
                RESOURCE_CHECK,
                List.of(RESOURCE_CHECK, SimpleType.STRING),
                a -> how.apply((ResourceCheck) a[0], (String) a[1]));
    }
}
