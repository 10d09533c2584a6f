package dev.sluice.control.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstallationTest {
    private static final TenantId TENANT = new TenantId("123456789012");

    private final Installation installation = new Installation("cn-north-1", "aws-cn", "localhost");

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
