package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives a new pod its service account, and a volume with a token of it. */
public final class ServiceAccounts implements Plugin {

    private static final GroupResource ACCOUNTS = new GroupResource("", "serviceaccounts");
    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final String VOLUME_PREFIX = "kube-api-access-";
    private static final String MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
    /** An hour, and 7 s by which kubelets and others tell that nobody asked for it. */
    private static final int TOKEN_SECONDS = 3607;
    private static final int FILE_MODE = 420;
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX = 5;

    private final Objects objects;
    private final RandomGenerator random;

    public ServiceAccounts(Objects objects, RandomGenerator random) {
        this.objects = objects;
        this.random = random;
    }

    @Override
    public String name() {
        return "ServiceAccount";
    }

    @Override
    public void mutate(Attributes attributes) {
        if (!applies(attributes)) {
            return;
        }
        ObjectNode pod = attributes.given();
        if (isMirror(pod)) {
            validate(attributes);
            return;
        }
        ObjectNode spec = pod.withObjectProperty("spec");
        String name = spec.path("serviceAccountName").asString("");
        if (name.isEmpty()) {
            name = "default";
        }
        spec.put("serviceAccountName", name).put("serviceAccount", name);
        ObjectNode account = account(attributes, name);
        if (automounts(account, spec)) {
            mountToken(spec);
        }
        JsonNode secrets = account.path("imagePullSecrets");
        if (spec.path("imagePullSecrets").isEmpty() && !secrets.isEmpty()) {
            ArrayNode list = spec.putArray("imagePullSecrets");
            secrets.forEach(s -> list.addObject().put("name", s.path("name").asString("")));
        }
    }

    @Override
    public void validate(Attributes attributes) {
        if (!applies(attributes)) {
            return;
        }
        ObjectNode pod = attributes.given();
        String name = pod.path("spec").path("serviceAccountName").asString("");
        if (isMirror(pod)) {
            if (!name.isEmpty()) {
                throw Forbidden.because(attributes, "a mirror pod may not reference service accounts");
            }
            return;
        }
        account(attributes, name);
    }

    private static boolean applies(Attributes attributes) {
        return attributes.operation() == Operation.CREATE && attributes.concerns("", "pods");
    }

    private static boolean isMirror(ObjectNode pod) {
        return pod.path("metadata").path("annotations").has(MIRROR);
    }

    private ObjectNode account(Attributes attributes, String name) {
        ObjectKey key = new ObjectKey(attributes.namespace(), name);
        Optional<ObjectNode> account = objects.get(ACCOUNTS, key).or(() -> objects.getFresh(ACCOUNTS, key));
        return account.orElseThrow(() -> Forbidden.because(
                attributes,
                "error looking up service account " + key + ": serviceaccount \"" + name + "\" not found"));
    }

    private static boolean automounts(JsonNode account, JsonNode spec) {
        JsonNode ofPod = spec.path("automountServiceAccountToken");
        return ofPod.isBoolean()
                ? ofPod.booleanValue()
                : account.path("automountServiceAccountToken").asBoolean(true);
    }

    private void mountToken(ObjectNode spec) {
        String volume = spec.path("volumes").valueStream()
                .map(v -> v.path("name").asString(""))
                .filter(n -> n.startsWith(VOLUME_PREFIX))
                .findFirst()
                .orElse("");
        boolean present = !volume.isEmpty();
        String name = present ? volume : newName();
        boolean needed = false;
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : spec.path(list)) {
                boolean taken = container.path("volumeMounts").valueStream()
                        .anyMatch(m -> m.path("mountPath").asString("").equals(MOUNT_PATH));
                if (!taken) {
                    ((ObjectNode) container)
                            .withArrayProperty("volumeMounts")
                            .addObject()
                            .put("name", name)
                            .put("readOnly", true)
                            .put("mountPath", MOUNT_PATH);
                    needed = true;
                }
            }
        }
        if (needed && !present) {
            addVolume(spec, name);
        }
    }

    private static void addVolume(ObjectNode spec, String name) {
        ObjectNode projected = spec.withArrayProperty("volumes").addObject().put("name", name).putObject("projected");
        ArrayNode sources = projected.putArray("sources");
        sources.addObject()
                .putObject("serviceAccountToken")
                .put("expirationSeconds", TOKEN_SECONDS)
                .put("path", "token");
        ObjectNode root = sources.addObject().putObject("configMap").put("name", "kube-root-ca.crt");
        root.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
        ObjectNode item =
                sources.addObject().putObject("downwardAPI").putArray("items").addObject().put("path", "namespace");
        item.putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", "metadata.namespace");
        projected.put("defaultMode", FILE_MODE);
    }

    private String newName() {
        StringBuilder name = new StringBuilder(VOLUME_PREFIX);
        for (int i = 0; i < SUFFIX; i++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }
}
