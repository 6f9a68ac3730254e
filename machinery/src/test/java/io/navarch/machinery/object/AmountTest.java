package io.navarch.machinery.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "1500m, 1500m", "1000m, 1", "1000, 1k", "1024Ki, 1Mi", "1.5Gi, 1536Mi", "512, 512", "1e3, 1e3", "0.0001, 100u", "1000Ki, 1000Ki",
        "0Gi, 0", "100Mi, 100Mi", "1500Ki, 1500Ki", "2500000, 2500k"
    })
    void anAmountIsWrittenInItsShortestForm(String given, String written) {
        assertThat(Amount.parse(given)).hasToString(written);
    }

    @Test
    void aSumKeepsTheUnitsOfItsFirstPartUnlessThatIsZero() {
        assertThat(Amount.parse("1Gi").plus(Amount.parse("1k"))).hasToString("1073742824");
        assertThat(Amount.ZERO.plus(Amount.parse("512Mi")).plus(Amount.parse("1Gi"))).hasToString("1536Mi");
        assertThat(Amount.parse("2").minus(Amount.parse("500m"))).hasToString("1500m");
    }
}
