package io.navarch.machinery.tidy;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names that say nothing accept everything. */
final class Names {

    private static final Pattern EMPTY =
            Pattern.compile("(Abstract|Base|Default)[A-Z].*|.*(Impl|Utils?|Helpers?|Constants|Manager)");
    /** Kubernetes' own words, and the JDK's where a class is one of its kind. */
    private static final Pattern KUBERNETES = Pattern.compile("ControllerManager|.*KeyManager|.*TrustManager"
            + "|Default(StorageClass|IngressClass|TolerationSeconds|PodTopologySpread|Preemption|Binder).*");

    private Names() {}

    static Optional<String> complaint(String name) {
        boolean empty = EMPTY.matcher(name).matches() && !KUBERNETES.matcher(name).matches();
        return empty
                ? Optional.of("NAME: " + name + " says how, not what: take the domain's noun, or the name of what makes it different")
                : Optional.empty();
    }
}
