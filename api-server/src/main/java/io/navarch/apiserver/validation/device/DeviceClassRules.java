package io.navarch.apiserver.validation.device;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Quantities;

/** Device classes. */
final class DeviceClassRules implements KindValidation {

    @Override
    public void create(Field deviceClass) {
        Field spec = deviceClass.at("spec");
        ClaimSpecRules.selectors(spec.at("selectors"));
        DeviceNames.list(spec.at("config"), ClaimSpecRules.MOST, ClaimSpecRules::configuration);
        Field name = spec.at("extendedResourceName");
        if (name.isSet() && !Quantities.isExtended(name.text())) {
            name.invalid("must be a valid extended resource name");
        }
    }
}
