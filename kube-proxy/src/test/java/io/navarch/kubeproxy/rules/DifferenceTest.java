package io.navarch.kubeproxy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.kubeproxy.Shop;
import io.navarch.kubeproxy.object.EndpointSlice;
import io.navarch.kubeproxy.object.Service;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final NodeView NODE = new NodeView("n1", "", "10.244.0.0/16", Set.of("10.96.0.10"));
    private static final String TABLE = "ip t";

    private static Service service(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Service.class);
    }

    private static EndpointSlice slice(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), EndpointSlice.class);
    }

    /** A handful of services with what comes to the generator's mind. */
    private static Ruleset random(SplittableRandom random) {
        Map<ObjectKey, Fragment> services = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            String name = "s" + i;
            String type = random.nextBoolean() ? "NodePort" : "ClusterIP";
            StringBuilder spec = new StringBuilder("\"type\":\"" + type + "\",\"clusterIP\":\"10.96.2." + (i + random.nextInt(2) * 10) + "\"");
            spec.append(random.nextBoolean() ? ",\"sessionAffinity\":\"ClientIP\"" : "");
            spec.append(random.nextInt(3) == 0 ? ",\"sessionAffinityConfig\":{\"clientIP\":{\"timeoutSeconds\":60}}" : "");
            spec.append(random.nextBoolean() ? ",\"externalTrafficPolicy\":\"Local\"" : "");
            spec.append(random.nextInt(3) == 0 ? ",\"internalTrafficPolicy\":\"Local\"" : "");
            spec.append(random.nextInt(3) == 0 ? ",\"externalIPs\":[\"203.0.113." + random.nextInt(3) + "\"]" : "");
            spec.append(",\"ports\":[{\"name\":\"p\",\"port\":80,\"protocol\":\"TCP\"");
            spec.append(type.equals("NodePort") ? ",\"nodePort\":" + (30000 + i) : "").append("}]");
            List<String> endpoints = new ArrayList<>();
            for (int e = 0; e < random.nextInt(4); e++) {
                endpoints.add(Shop.endpoint("10.244.1." + random.nextInt(5), "n" + random.nextInt(1, 3)));
            }
            services.put(
                    new ObjectKey("shop", name),
                    Rules.of(
                            service(Shop.service(name, spec.toString())),
                            List.of(slice(Shop.slice(name, "{\"name\":\"p\",\"port\":8080,\"protocol\":\"TCP\"}", String.join(",", endpoints)))),
                            NODE));
        }
        return new Ruleset(Rules.ground(NODE), services).undisputed();
    }

    @RepeatedTest(50)
    void theDifferenceBringsTheKernelFromOneRulesetToTheOther(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Ruleset from = random(random);
        Ruleset to = random(random);
        Kernel changed = new Kernel();
        changed.run(Difference.whole(TABLE, from));
        changed.run(Difference.between(TABLE, from, to));
        Kernel fresh = new Kernel();
        fresh.run(Difference.whole(TABLE, to));
        assertThat(changed.state()).isEqualTo(fresh.state());
    }

    @Test
    void thereIsNoDifferenceBetweenARulesetAndItself() {
        Ruleset one = random(new SplittableRandom(3));
        assertThat(Difference.between(TABLE, one, random(new SplittableRandom(3)))).isEmpty();
        assertThat(Difference.whole(TABLE, one)).isEqualTo(Difference.whole(TABLE, random(new SplittableRandom(3))));
    }

    @Test
    void whatIsAnsweredOnTheNodeAndHeadlessServicesGetNoRules() {
        Fragment dns = Rules.of(service(Shop.service("dns", "\"clusterIP\":\"10.96.0.10\",\"ports\":[{\"port\":53,\"protocol\":\"UDP\"}]")), List.of(), NODE);
        assertThat(dns.elements()).isEmpty();
        assertThat(Rules.of(service(Shop.service("h", "\"clusterIP\":\"None\",\"ports\":[{\"port\":53}]")), List.of(), NODE))
                .isEqualTo(Fragment.EMPTY);
    }
}
