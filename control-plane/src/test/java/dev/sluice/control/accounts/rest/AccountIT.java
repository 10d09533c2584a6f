package dev.sluice.control.accounts.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AccountIT {
    private static final JsonNode NEW = expected("""
            {'throttleSettings':{'burstLimit':5000,'rateLimit':10000.0},'features':['UsagePlans'],'apiKeyVersion':'4'}
            """);
    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    @Test
    void showsTheAccount() {
        assertThat(caller.get("/account").ok()).isEqualTo(NEW);
        assertThat(caller.patch("/account", "").ok()).isEqualTo(NEW);
    }

    @Test
    void keepsTheRoleOfEachTenantUntilItIsCleared() {
        // given
        String role = "arn:aws:iam::123456789012:role/service-role/logs";

        // when
        JsonNode changed = caller.patch(
                        "/account", body("{'op':'replace','path':'/cloudwatchRoleArn','value':'" + role + "'}"))
                .ok();

        // then
        assertThat(changed.get("cloudwatchRoleArn").textValue()).isEqualTo(role);
        assertThat(caller.get("/account").ok()).isEqualTo(changed);
        assertThat(Management.ofNewTenant().get("/account").ok()).isEqualTo(NEW);
        assertThat(caller.patch("/account", body("{'op':'replace','path':'/cloudwatchRoleArn'}"))
                        .ok())
                .isEqualTo(NEW);
    }

    @Test
    void hasTheFeatureUsagePlansForGood() {
        assertThat(caller.patch("/account", body("{'op':'add','path':'/features','value':'UsagePlans'}"))
                        .ok())
                .isEqualTo(NEW);
        assertThat(caller.patch("/account", body("{'op':'add','path':'/features/-','value':'UsagePlans'}"))
                        .ok())
                .isEqualTo(NEW);
        assertThat(caller.patch("/account", body("{'op':'remove','path':'/features','value':'UsagePlans'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Feature UsagePlans cannot be removed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "replace § /cloudwatchRoleArn § `` § The role ARN is not well formed",
                "replace § /cloudwatchRoleArn § logs § The role ARN is not well formed",
                "replace § /cloudwatchRoleArn § arn:aws:iam::12:role/x § The role ARN is not well formed",
                "replace § /cloudwatchRoleArn § arn:aws:iam::123456789012:user/x § The role ARN is not well formed",
                "replace § /cloudwatchRoleArn § arn:aws:s3::123456789012:role/x § The role ARN is not well formed",
                "add § /cloudwatchRoleArn § x § Invalid patch operation specified. Must be one of: [replace]",
                "replace § /throttleSettings/rateLimit § 1 § Invalid patch path /throttleSettings/rateLimit",
                "add § /features § Magic § Invalid feature specified. Valid options are [UsagePlans]",
            })
    void refusesToPatch(String op, String path, String value, String message) {
        assertThat(caller.patch(
                                "/account",
                                "{\"op\":\"%s\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(op, path, value))
                        .refusal())
                .isEqualTo("400 BadRequestException: " + message);
    }
}
