package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;

/** Bindings of pods: to a node. */
final class BindingRules implements KindValidation {

    @Override
    public void create(Field binding) {
        Field kind = binding.at("target", "kind");
        if (!kind.isZero() && !kind.text().equals("Node")) {
            kind.notSupported(List.of("Node", "<empty>"));
        }
        binding.at("target", "name").mustBeSet();
    }
}
