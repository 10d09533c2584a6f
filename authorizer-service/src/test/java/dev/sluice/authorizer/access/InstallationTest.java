package dev.sluice.authorizer.access;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstallationTest {
    @Test
    void refusesAPartitionThatStandsInNoArn() {
        assertThatThrownBy(() -> new Installation("us-east-1", "AWS", Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "The setting sluice.partition is AWS and has to be aws, aws-cn, aws-us-gov or another name of"
                                + " small letters and dashes.");
    }
}
