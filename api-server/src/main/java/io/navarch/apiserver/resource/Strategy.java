package io.navarch.apiserver.resource;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.KindValidations;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a kind does beyond its schema when it is written. All methods see objects in the storage version, decoded and defaulted by the
 * schema; those that prepare may change the object, all others must not. Metadata is not their business: names, labels, finalizers,
 * generation and the like are looked after for every kind alike.
 *
 * <p>Order on create: {@link #fillDefaults} (also before admission), admission, {@link #reserve}, {@link #prepareForCreate},
 * {@link #validate}, {@link #warnings}, {@link #canonicalize}, validating admission, store. On update likewise, with
 * {@link #prepareForUpdate} and {@link #validateUpdate}. A subresource that writes part of the object (status, ephemeralcontainers,
 * approval) has a strategy of its own, {@link #forSubresource}.
 */
public interface Strategy {

    /** The generic behaviour. */
    Strategy GENERIC = new Strategy() {};

    /** Defaults that depend on other fields. Must change nothing when done twice. */
    default void fillDefaults(ObjectNode object) {}

    /** Takes what the object needs from elsewhere (service addresses) before it is prepared. {@code old} is a missing node on create. */
    default Reservation reserve(ObjectNode object, JsonNode old, Circumstances circumstances) {
        return Reservation.NOTHING;
    }

    /** The status sent on create is dropped before this is called, unless {@link #keepsStatusOnCreate}. */
    default void prepareForCreate(ObjectNode object, Circumstances circumstances) {}

    /** The old status has been put back before this is called, where status is a subresource. */
    default void prepareForUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {}

    /** What is wrong with an object that is created, in Kubernetes' order, metadata apart. */
    default List<FieldError> validate(ObjectNode object, Circumstances circumstances) {
        return KindValidations.create(circumstances.type().groupResource(), object);
    }

    /** What is wrong with an update. */
    default List<FieldError> validateUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {
        return KindValidations.update(circumstances.type().groupResource(), object, old);
    }

    /** Texts for Warning headers; {@code old} is missing on create. */
    default List<String> warnings(ObjectNode object, JsonNode old, Circumstances circumstances) {
        return KindValidations.warnings(circumstances.type().groupResource(), object, old);
    }

    /** Puts equal contents into one form, after validation. */
    default void canonicalize(ObjectNode object) {}

    /** The strategy of a subresource that writes part of the object. */
    default Strategy forSubresource(String name) {
        return StatusStrategy.GENERIC;
    }

    default NameRule nameRule() {
        return NameRule.DNS_SUBDOMAIN;
    }

    default GenerationRule generation() {
        return GenerationRule.NONE;
    }

    default boolean keepsStatusOnCreate() {
        return false;
    }

    /** Whether PUT of an object that does not exist creates it. */
    default boolean createsOnUpdate() {
        return false;
    }

    /** Whether an update may leave metadata.resourceVersion out. */
    default boolean updatesUnconditionally() {
        return true;
    }

    /**
     * The grace period a first deletion gets, in seconds, or -1 for none: such objects go at once.
     *
     * @param requested the client's wish, or -1
     */
    default long gracePeriodSeconds(ObjectNode object, long requested, Circumstances circumstances) {
        return -1;
    }

    /** Whether an object that stays for its finalizers alone has a deletionGracePeriodSeconds of 0 meanwhile. */
    default boolean marksGracePeriod() {
        return true;
    }

    /** Whether an object without finalizers whose deletion has begun may go with an update. */
    default boolean mayGoOnUpdate(ObjectNode object, ObjectNode old) {
        return true;
    }

    /** Whether the object has to stay after a deletion until something has cleaned up after it, metadata.finalizers apart. */
    default boolean staysWhenDeleted(ObjectNode object) {
        return false;
    }

    /** Refuses a deletion by throwing. */
    default void validateDelete(ObjectNode object, Circumstances circumstances) {}

    /** Changes an object that has just been marked as being deleted and stays for now. */
    default void prepareForTermination(ObjectNode object, Circumstances circumstances) {}

    /** Called once the object is gone: frees what {@link #reserve} took. */
    default void afterDelete(ObjectNode object, Circumstances circumstances) {}

    /** How long an object lives before the store forgets it, in seconds; 0 is for ever (events live an hour). */
    default long timeToLiveSeconds() {
        return 0;
    }
}
