package dev.sluice.control.usageplans.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKeysFormat;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.QuotaPeriodType;

/** An unmodified AWS SDK walks through API keys, usage plans and usage. */
@QuarkusTest
class UsagePlanSdkIT {
    private Management caller;
    private ApiGatewayClient client;

    @BeforeEach
    void aClient() {
        caller = Management.ofNewTenant();
        var key = caller.key();
        client = ApiGatewayClient.builder()
                .endpointOverride(URI.create("http://" + caller.authority()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void keepsKeys() {
        var made = client.createApiKey(call -> call.name("k").enabled(true).tags(Map.of("a", "b")));

        assertThat(client.getApiKey(call -> call.apiKey(made.id()).includeValue(true))
                        .value())
                .isEqualTo(made.value());
        assertThat(client.updateApiKey(call -> call.apiKey(made.id()).patchOperations(replace("/enabled", "false")))
                        .enabled())
                .isFalse();
        var imported = client.importApiKeys(call -> call.format(ApiKeysFormat.CSV)
                .body(SdkBytes.fromUtf8String("key,name\n" + made.value() + ",renamed\nshort,x\n")));
        assertThat(imported.ids()).containsExactly(made.id());
        assertThat(imported.warnings()).hasSize(1);
        assertThat(client.getApiKeysPaginator(call -> call.limit(1)).items())
                .singleElement()
                .satisfies(key -> assertThat(key.name()).isEqualTo("renamed"));
        assertThatThrownBy(() -> client.createApiKey(call -> call.value(made.value())))
                .isInstanceOf(ConflictException.class);
        client.deleteApiKey(call -> call.apiKey(made.id()));
        assertThatThrownBy(() -> client.getApiKey(call -> call.apiKey(made.id())))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void keepsPlansWithTheirKeysAndUsage() {
        var api = SampleApi.mock(caller);
        api.deploy("prod");
        var key = client.createApiKey(call -> call.name("k"));

        var plan = client.createUsagePlan(call -> call.name("p")
                .quota(quota -> quota.limit(10).period(QuotaPeriodType.WEEK))
                .throttle(throttle -> throttle.rateLimit(1.5).burstLimit(3))
                .apiStages(ApiStage.builder().apiId(api.id()).stage("prod").build()));
        client.createUsagePlanKey(
                call -> call.usagePlanId(plan.id()).keyId(key.id()).keyType("API_KEY"));

        assertThat(client.getUsagePlans(call -> call.keyId(key.id())).items())
                .singleElement()
                .satisfies(each -> assertThat(each.throttle().rateLimit()).isEqualTo(1.5));
        assertThat(client.getUsagePlanKeys(call -> call.usagePlanId(plan.id())).items())
                .singleElement()
                .satisfies(each -> assertThat(each.value()).isEqualTo(key.value()));
        assertThat(client.updateUsage(call -> call.usagePlanId(plan.id())
                                .keyId(key.id())
                                .patchOperations(replace("/remaining", "25")))
                        .items())
                .isEqualTo(Map.of(key.id(), List.of(List.of(0L, 25L))));
        assertThat(client.getUsage(call -> call.usagePlanId(plan.id())
                                .startDate("2026-01-01")
                                .endDate("2026-01-02"))
                        .items())
                .isEqualTo(Map.of(key.id(), List.of(List.of(0L, 10L), List.of(0L, 10L))));
        assertThatThrownBy(() -> client.deleteUsagePlan(call -> call.usagePlanId(plan.id())))
                .isInstanceOf(BadRequestException.class);
        client.updateUsagePlan(call -> call.usagePlanId(plan.id())
                .patchOperations(PatchOperation.builder()
                        .op(Op.REMOVE)
                        .path("/apiStages")
                        .value(api.id() + ":prod")
                        .build()));
        client.deleteUsagePlan(call -> call.usagePlanId(plan.id()));
        assertThatThrownBy(() -> client.getUsagePlan(call -> call.usagePlanId(plan.id())))
                .isInstanceOf(NotFoundException.class);
    }

    private static PatchOperation replace(String path, String value) {
        return PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
    }
}
