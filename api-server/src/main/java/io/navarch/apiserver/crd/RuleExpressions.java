package io.navarch.apiserver.crd;

import dev.cel.common.types.OptionalType;
import io.navarch.apiserver.cel.Declared;
import io.navarch.apiserver.cel.Expressions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The two sets of variables of the rules of one schema: oldSelf may be optional. Made when first needed. */
final class RuleExpressions {

    private final Declared self;
    private @Nullable Expressions plain;
    private @Nullable Expressions optional;

    RuleExpressions(Declared self) {
        this.self = self;
    }

    Expressions of(JsonNode rule) {
        if (rule.path("optionalOldSelf").asBoolean(false)) {
            Expressions made = optional;
            if (made == null) {
                Declared old = new Declared(
                        OptionalType.create(self.type()), self.most(), self.least(), self.fields(), self.element());
                made = new Expressions(Map.of("self", self, "oldSelf", old));
                optional = made;
            }
            return made;
        }
        Expressions made = plain;
        if (made == null) {
            made = new Expressions(Map.of("self", self, "oldSelf", self));
            plain = made;
        }
        return made;
    }
}
