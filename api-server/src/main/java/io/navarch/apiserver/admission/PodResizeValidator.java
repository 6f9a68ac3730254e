package io.navarch.apiserver.admission;

import io.navarch.apiserver.admission.quota.Amounts;
import io.navarch.apiserver.admission.quota.PodResources;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Amount;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A running pod may not grow beyond what its node has, and only Linux nodes can resize pods. */
public final class PodResizeValidator implements Plugin {

    private static final GroupResource NODES = new GroupResource("", "nodes");

    private final Objects objects;

    public PodResizeValidator(Objects objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "PodResizeValidator";
    }

    @Override
    public void validate(Attributes attributes) {
        JsonNode old = attributes.old();
        if (old == null
                || attributes.operation() != Operation.UPDATE
                || !attributes.subresource().equals("resize")
                || !attributes.type().plural().equals("pods")) {
            return;
        }
        JsonNode pod = attributes.given();
        String name = pod.path("spec").path("nodeName").asString("");
        if (name.isEmpty() || pod.path("metadata").path("generation").equals(old.path("metadata").path("generation"))) {
            return;
        }
        JsonNode node = objects.get(NODES, ObjectKey.cluster(name))
                .orElseThrow(() -> Forbidden.because(attributes, "node \"" + name + "\" not found"));
        String system = node.path("metadata").path("labels").path("kubernetes.io/os").asString("linux");
        if (!system.equals("linux")) {
            throw refused(
                    attributes,
                    "pod resize is only supported on linux nodes, node \"" + name + "\" is \"" + system + "\"",
                    "UnsupportedPlatform");
        }
        List<String> lacking = lacking(PodResources.specified(pod, "requests"), Amounts.of(node.path("status").path("allocatable")));
        if (!lacking.isEmpty()) {
            throw refused(
                    attributes,
                    "node didn't have enough allocatable resources: " + String.join("; ", lacking),
                    "NodeCapacity");
        }
    }

    private static List<String> lacking(Amounts requests, Amounts allocatable) {
        List<String> lacking = new ArrayList<>();
        if (requests.get("cpu").exceeds(allocatable.get("cpu"))) {
            lacking.add("cpu, requested: " + whole(requests.get("cpu"), 3) + ", allocatable: " + whole(allocatable.get("cpu"), 3));
        }
        if (requests.get("memory").exceeds(allocatable.get("memory"))) {
            lacking.add("memory, requested: " + whole(requests.get("memory"), 0) + ", allocatable: "
                    + whole(allocatable.get("memory"), 0));
        }
        return lacking;
    }

    private static String whole(Amount amount, int powerOfTen) {
        return amount.value().scaleByPowerOfTen(powerOfTen).setScale(0, RoundingMode.CEILING).toPlainString();
    }

    private static Refusal refused(Attributes attributes, String why, String reason) {
        Refusal plain = Forbidden.because(attributes, why);
        return Refusal.of(
                Reason.FORBIDDEN,
                plain.message(),
                plain.details().map(d -> d.withCauses(List.of(new Details.Cause(reason, "", "")))).orElse(null));
    }
}
