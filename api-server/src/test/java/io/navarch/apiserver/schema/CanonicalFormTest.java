package io.navarch.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalFormTest {

    @ParameterizedTest
    @CsvSource({
        "0.5,500m", "1000m,1", "1024Mi,1Gi", "1500Mi,1500Mi", "0.5Gi,512Mi", "12e6,12e6", "1200e5,120e6", "1500,1500", "2000,2k",
        "100,100", "0,0", "0Ki,0", "-0,0", "+1,1", "-1500m,-1500m", "1Ki,1Ki", "1023Ki,1023Ki", "1000Ki,1000Ki", "0.1Ki,102400m",
        "1.5Ki,1536", "0.0001,100u", "0.0000000001,1n", "1e3,1e3", "1E3,1e3", "100E,9223372036854775807", "1.,1", ".5,500m",
        "1500k,1500k", "0.5Mi,512Ki", "1e-3,1e-3", "00012,12", "3Ei,3Ei", "9999999999Gi,9223372036854775807"
    })
    void aQuantityHasOneForm(String given, String form) {
        assertThat(CanonicalQuantity.of(given)).isEqualTo(form);
        assertThat(CanonicalQuantity.of(form)).as("stays").isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''| quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        "1 Gi| quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        "1x| quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        "1mm| unable to parse quantity's suffix",
        "Gi| unable to parse numeric part of quantity"
    })
    void whatIsNoQuantityIsRefused(String given, String message) {
        assertThatThrownBy(() -> CanonicalQuantity.of(given)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29T23:59:59Z,2024-02-29T23:59:59Z",
        "2024-01-01T00:30:00+01:00,2023-12-31T23:30:00Z",
        "2024-01-01T00:00:00.987654321Z,2024-01-01T00:00:00Z"
    })
    void timesAreAnsweredInUtcToTheSecond(String given, String form) {
        assertThat(GoTime.seconds(given)).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "yesterday| parsing time \"yesterday\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"yesterday\" as \"2006\"",
        "''| parsing time \"\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"2006\"",
        "2024-13-01T00:00:00Z| parsing time \"2024-13-01T00:00:00Z\": month out of range",
        "2023-02-29T00:00:00Z| parsing time \"2023-02-29T00:00:00Z\": day out of range",
        "2024-01-01| parsing time \"2024-01-01\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"T\"",
        "2024-01-01T00:00:00Zx| parsing time \"2024-01-01T00:00:00Zx\": extra text: \"x\""
    })
    void whatIsNoTimeIsRefusedWhereReadingStops(String given, String message) {
        assertThatThrownBy(() -> GoTime.seconds(given)).hasMessage(message);
    }

    @Test
    void microTimesNeedTheirSixDigits() {
        assertThat(GoTime.micro("2024-01-01T00:00:00.123456+01:00")).isEqualTo("2023-12-31T23:00:00.123456Z");
        assertThatThrownBy(() -> GoTime.micro("2024-01-01T00:00:00Z")).hasMessageEndingWith("cannot parse \"Z\" as \".000000\"");
    }
}
