package io.navarch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.tidy.Layers;
import io.navarch.machinery.tidy.Tidy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TidyTest {

    private static final Path MODULE = Path.of("").toAbsolutePath();

    @Test
    void theSourcesKeepTheRules() {
        assertThat(Tidy.findings(MODULE)).isEmpty();
    }

    @Test
    void thePackagesKeepTheirLayers() {
        assertThat(Layers.findings(MODULE, "io.navarch.scheduler")).isEmpty();
    }

    @Test
    void theModuleKnowsNoOtherService() {
        assertThat(Layers.knowsNoOtherService(MODULE, "io.navarch.scheduler")).isEmpty();
    }
}
