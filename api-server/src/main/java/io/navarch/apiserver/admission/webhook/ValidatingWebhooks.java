package io.navarch.apiserver.admission.webhook;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Plugin;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.TypeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Webhooks that only judge, all at the same time; of several refusals the first one's, in the order of configurations, is given. */
public final class ValidatingWebhooks implements Plugin {

    private final Configured configured;
    private final Consultation consultation;

    public ValidatingWebhooks(Objects objects, TypeRegistry types, Authorizer authorizer, RandomGenerator random) {
        this.configured = new Configured(objects, "validatingwebhookconfigurations");
        this.consultation = new Consultation(objects, types, authorizer, random);
    }

    @Override
    public String name() {
        return "ValidatingAdmissionWebhook";
    }

    private record Concerned(Webhook webhook, ResourceType shown) {}

    @Override
    public void validate(Attributes a) {
        if (Consultation.exempt(a)) {
            return;
        }
        List<Concerned> concerned = new ArrayList<>(0);
        for (Webhook webhook : configured.webhooks()) {
            consultation.concerns(webhook, a).ifPresent(shown -> concerned.add(new Concerned(webhook, shown)));
        }
        if (concerned.size() == 1) {
            consultation.ask(concerned.getFirst().webhook(), a, concerned.getFirst().shown());
        } else if (!concerned.isEmpty()) {
            askAll(a, concerned);
        }
    }

    private void askAll(Attributes a, List<Concerned> concerned) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<JsonNode>>> answers = concerned.stream()
                    .map(c -> threads.submit(() -> consultation.ask(c.webhook(), a, c.shown())))
                    .toList();
            for (Future<Optional<JsonNode>> answer : answers) {
                answer.get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while asking webhooks", stopped);
        }
    }
}
