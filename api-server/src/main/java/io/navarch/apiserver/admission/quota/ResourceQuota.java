package io.navarch.apiserver.admission.quota;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Forbidden;
import io.navarch.apiserver.admission.Operation;
import io.navarch.apiserver.admission.Plugin;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.Reservation;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Amount;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Charges a new or grown object to every quota of its namespace that is about it, and gives the charge back when the write comes to
 * nothing. Which quotas there are is read from the cache; how much is left of one is read from the store and changed by compare-and-swap,
 * so charges of several servers add up. A lock per namespace keeps the requests of this server from running into each other's swaps.
 */
public final class ResourceQuota implements Plugin {

    private static final GroupResource QUOTAS = new GroupResource("", "resourcequotas");
    private static final int LOCKS = 64;
    /** Swaps tried before the client is told to come again; each failure means that another server's charge got through. */
    private static final int ATTEMPTS = 100;

    private final Objects objects;
    private final InstantSource clock;
    private final ReentrantLock[] locks = Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    public ResourceQuota(Objects objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "ResourceQuota";
    }

    /** What was added to status.used of a quota. */
    private record Charge(ObjectKey quota, Amounts amounts) {}

    @Override
    public Reservation reserve(Attributes attributes) {
        boolean writes = attributes.operation() == Operation.CREATE || attributes.operation() == Operation.UPDATE;
        if (!writes || attributes.namespace().isEmpty() || !attributes.type().namespaced() || Evaluators.ignores(attributes.resource())) {
            return Reservation.NOTHING;
        }
        List<ObjectNode> quotas = objects.list(QUOTAS, attributes.namespace());
        if (quotas.isEmpty()) {
            return Reservation.NOTHING;
        }
        Evaluator evaluator = Evaluators.of(attributes.resource());
        if (!evaluator.handles(attributes)) {
            return Reservation.NOTHING;
        }
        List<ObjectKey> names = quotas.stream().map(ResourceQuota::key).toList();
        ReentrantLock lock = locks[Math.floorMod(attributes.namespace().hashCode(), LOCKS)];
        lock.lock();
        try {
            return charge(attributes, evaluator, names);
        } finally {
            lock.unlock();
        }
    }

    private Reservation charge(Attributes attributes, Evaluator evaluator, List<ObjectKey> names) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<ObjectNode> quotas = names.stream()
                    .map(name -> objects.getFresh(QUOTAS, name))
                    .flatMap(Optional::stream)
                    .toList();
            List<Charge> charges = new Charging(attributes, evaluator, clock.instant()).plan(quotas);
            if (charges.isEmpty() || attributes.dryRun()) {
                return Reservation.NOTHING;
            }
            Optional<Reservation> reservation = write(quotas, charges);
            if (reservation.isPresent()) {
                return reservation.get();
            }
        }
        throw Forbidden.conflict(attributes);
    }

    /** Empty when a quota has changed since; then nothing is charged. */
    private Optional<Reservation> write(List<ObjectNode> quotas, List<Charge> charges) {
        List<Charge> made = new ArrayList<>();
        for (Charge charge : charges) {
            ObjectNode quota = quotas.stream().filter(q -> key(q).equals(charge.quota())).findFirst().orElseThrow();
            boolean done = false;
            try {
                objects.update(QUOTAS, withUsed(quota, Amounts.of(used(quota)).add(charge.amounts())));
                made.add(charge);
                done = true;
            } catch (Refusal refusal) {
                if (!refusal.is(Reason.CONFLICT) && !refusal.is(Reason.NOT_FOUND)) {
                    throw refusal;
                }
            } finally {
                if (!done) {
                    made.forEach(this::giveBack);
                }
            }
            if (!done) {
                return Optional.empty();
            }
        }
        return Optional.of(new Reservation() {
            @Override
            public void keep() {}

            @Override
            public void giveBack() {
                made.forEach(ResourceQuota.this::giveBack);
            }
        });
    }

    private void giveBack(Charge charge) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<ObjectNode> quota = objects.getFresh(QUOTAS, charge.quota());
            if (quota.isEmpty()) {
                return;
            }
            Amounts used = Amounts.of(used(quota.get()));
            charge.amounts().asMap().forEach((resource, amount) -> {
                Amount left = used.get(resource).minus(amount);
                used.put(resource, left.isNegative() ? Amount.ZERO : left);
            });
            try {
                objects.update(QUOTAS, withUsed(quota.get(), used));
                return;
            } catch (Refusal refusal) {
                if (!refusal.is(Reason.CONFLICT)) {
                    return; // gone: nothing left to give back to
                }
            }
        }
    }

    private static tools.jackson.databind.JsonNode used(ObjectNode quota) {
        return quota.path("status").path("used");
    }

    private static ObjectNode withUsed(ObjectNode quota, Amounts used) {
        ObjectNode changed = quota.deepCopy();
        used.writeTo(changed.withObjectProperty("status").putObject("used"));
        return changed;
    }

    static ObjectKey key(ObjectNode quota) {
        return new ObjectKey(
                quota.path("metadata").path("namespace").asString(""), quota.path("metadata").path("name").asString(""));
    }

    /** One decision about one write. */
    private record Charging(Attributes attributes, Evaluator evaluator, java.time.Instant now) {

        List<Charge> plan(List<ObjectNode> quotas) {
            List<ObjectNode> concerned = quotas.stream().filter(q -> isAbout(q, attributes.given())).toList();
            for (ObjectNode quota : concerned) {
                requireCountable(quota);
            }
            Amounts usage = evaluator.usage(attributes.given(), now);
            List<String> negative = usage.names().stream().filter(r -> usage.get(r).isNegative()).toList();
            if (!negative.isEmpty()) {
                throw Forbidden.because(attributes, "quota usage is negative for resource(s): " + String.join(",", negative));
            }
            List<Charge> charges = new ArrayList<>();
            for (ObjectNode quota : concerned) {
                Amounts more = increase(quota, usage).withoutZeros().only(hard(quota).names());
                if (!more.isEmpty()) {
                    requireRoom(quota, more);
                    charges.add(new Charge(key(quota), more));
                }
            }
            return charges;
        }

        private static Amounts hard(ObjectNode quota) {
            return Amounts.of(quota.path("status").path("hard"));
        }

        private boolean isAbout(ObjectNode quota, ObjectNode object) {
            return hard(quota).names().stream().anyMatch(evaluator::counts)
                    && scopes(quota).allMatch(scope -> evaluator.inScope(object, scope));
        }

        private static Stream<Evaluator.Scope> scopes(ObjectNode quota) {
            return Stream.concat(
                    quota.path("spec").path("scopes").valueStream()
                            .map(s -> new Evaluator.Scope(s.asString(""), "Exists", java.util.Set.of())),
                    quota.path("spec").path("scopeSelector").path("matchExpressions").valueStream()
                            .map(e -> new Evaluator.Scope(
                                    e.path("scopeName").asString(""),
                                    e.path("operator").asString(""),
                                    e.path("values").valueStream()
                                            .map(v -> v.asString(""))
                                            .collect(java.util.stream.Collectors.toSet()))));
        }

        private void requireCountable(ObjectNode quota) {
            List<String> resources = hard(quota).names().stream().filter(evaluator::counts).toList();
            String name = key(quota).name();
            String missing = evaluator.missing(attributes.given(), resources);
            if (!missing.isEmpty()) {
                throw Forbidden.because(attributes, "failed quota: " + name + ": " + missing);
            }
            Amounts used = Amounts.of(used(quota));
            if (!resources.stream().allMatch(used::has)) {
                throw Forbidden.because(
                        attributes, "status unknown for quota: " + name + ", resources: " + String.join(",", resources));
            }
        }

        /** On an update only what is more than before, if the quota was about the object before, too. */
        private Amounts increase(ObjectNode quota, Amounts usage) {
            ObjectNode before = attributes.old();
            return attributes.operation() == Operation.UPDATE && before != null && isAbout(quota, before)
                    ? usage.increaseOver(evaluator.usage(before, now))
                    : usage;
        }

        private void requireRoom(ObjectNode quota, Amounts more) {
            Amounts hard = hard(quota);
            Amounts used = Amounts.of(used(quota));
            List<String> exceeded = more.names().stream()
                    .filter(r -> used.get(r).plus(more.get(r)).exceeds(hard.get(r)))
                    .toList();
            if (!exceeded.isEmpty() && !attributes.subresource().equals("status")) {
                throw Forbidden.because(
                        attributes,
                        "exceeded quota: " + key(quota).name() + ", requested: " + more.only(exceeded) + ", used: "
                                + used.only(exceeded) + ", limited: " + hard.only(exceeded));
            }
        }
    }
}
