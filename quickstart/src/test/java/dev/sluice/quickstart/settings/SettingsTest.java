package dev.sluice.quickstart.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static Settings read(String partition) {
        return Settings.read(
                new Lookup(Map.of("SLUICE_PARTITION", partition), new Properties()), Path.of("checkout"), 1);
    }

    @Test
    void refusesAPartitionThatStandsInNoArn() {
        assertThat(read("aws-us-gov").partition()).isEqualTo("aws-us-gov");
        assertThatThrownBy(() -> read("aws cn"))
                .isInstanceOf(StartFailed.class)
                .hasMessage("SLUICE_PARTITION must be aws, aws-cn, aws-us-gov or another name of small letters and"
                        + " dashes, not aws cn.");
    }
}
