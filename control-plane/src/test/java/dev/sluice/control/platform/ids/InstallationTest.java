package dev.sluice.control.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

class InstallationTest {
    private static final TenantId TENANT = new TenantId("123456789012");

    private final Installation installation = new Installation("cn-north-1", "aws-cn", "localhost");

    @Test
    void refusesAPartitionThatStandsInNoArn() {
        assertThatThrownBy(() -> new Installation("us-east-1", "aws:cn", "localhost"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "The setting sluice.partition is aws:cn and has to be aws, aws-cn, aws-us-gov or another name"
                                + " of small letters and dashes.");
    }

    @Test
    void itsArnsAreOfItsPartition() {
        assertThat(installation.executionArn(TENANT, "a1"))
                .isEqualTo("arn:aws-cn:execute-api:cn-north-1:123456789012:a1/");
        assertThat(installation.userArn(TENANT, "ann")).isEqualTo("arn:aws-cn:iam::123456789012:user/ann");
        assertThat(installation.roleArn(TENANT, "Reader")).isEqualTo("arn:aws-cn:iam::123456789012:role/Reader");
        assertThat(installation.arns().management("/restapis").text())
                .isEqualTo("arn:aws-cn:apigateway:cn-north-1::/restapis");
    }
}
