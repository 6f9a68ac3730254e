package io.navarch.apiserver.verb;

import io.navarch.apiserver.admission.Admission;
import io.navarch.apiserver.apply.FieldManagement;
import io.navarch.apiserver.cache.WatchCache;
import io.navarch.apiserver.defaults.TypeDefaults;
import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Conversions;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Strategies;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.schema.Defaults;
import io.navarch.apiserver.store.Store;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** What all verbs work with. */
public record Backend(
        TypeRegistry types,
        Store store,
        WatchCache cache,
        Strategies strategies,
        FieldManagement fields,
        Admission admission,
        Objects objects,
        InstantSource clock,
        RandomGenerator random) {

    /** The type whose form the objects of this type are stored in. */
    ResourceType stored(ResourceType type) {
        if (type.custom() != null) {
            return type.custom().stored() == null ? type : type.custom().stored();
        }
        if (type.storage().equals(type.gvr())) {
            return type;
        }
        return types.current()
                .find(type.storage().group(), type.storage().version(), type.storage().resource())
                .orElse(type);
    }

    /**
     * The type in whose version a write is prepared and validated: built-in kinds as they are stored, custom resources as they are
     * written, since each version has rules of its own.
     */
    ResourceType worked(ResourceType type) {
        return type.custom() == null ? stored(type) : type;
    }

    Strategy strategy(Call call) {
        return strategies.of(worked(call.type()), writesWhole(call) ? "" : call.subresource());
    }

    /** Whether a write goes to the object as a whole, even if, as a scale does, through a subresource. */
    boolean writesWhole(Call call) {
        return call.subresource().isEmpty() || Scale.isScale(call);
    }

    Circumstances circumstances(Call call) {
        return new Circumstances(
                worked(call.type()),
                call.type(),
                call.subresource(),
                call.user().name(),
                call.user().groups(),
                call.user().uid(),
                call.user().extra(),
                call.options().dryRun(),
                clock.instant(),
                random,
                objects,
                call.warnings());
    }

    /** Defaults that depend on more than their own place. */
    void fillDefaults(ObjectNode object, ResourceType type) {
        if (type.custom() == null) {
            TypeDefaults.apply(object, type.schema(), clock.instant());
        }
        strategies.of(type, "").fillDefaults(object);
    }

    ObjectNode toWorked(ObjectNode object, ResourceType type) {
        return Conversions.convert(object, type, worked(type));
    }

    ObjectNode fromWorked(ObjectNode object, ResourceType type) {
        return Conversions.convert(object, worked(type), type);
    }

    /** From the version a write is prepared in. */
    ObjectNode workedToStored(ObjectNode object, ResourceType type) {
        if (type.custom() != null && type.custom().stored() != null) {
            ObjectNode stored = Conversions.convert(object, type, stored(type));
            Defaults.apply(stored, stored(type).schema());
            return stored;
        }
        return Conversions.convert(object, worked(type), stored(type));
    }

    ObjectNode storedToWorked(ObjectNode object, ResourceType type) {
        if (type.custom() != null) {
            return fromStored(object, type);
        }
        return Conversions.convert(object, stored(type), worked(type));
    }

    ObjectNode toStored(ObjectNode object, ResourceType type) {
        return Conversions.convert(object, type, stored(type));
    }

    /** Whether what is stored can be served as it is. */
    boolean servesStored(ResourceType type) {
        return type.custom() == null
                ? type.storage().apiVersion().equals(type.apiVersion())
                : type.custom().stored() == null && !type.custom().revised();
    }

    ObjectNode fromStored(ObjectNode object, ResourceType type) {
        if (type.custom() != null) {
            return servesStored(type) ? object : type.custom().conversion().read(object, type);
        }
        return Conversions.convert(object, stored(type), type);
    }
}
