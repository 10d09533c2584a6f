package dev.sluice.control.apis.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.OpenApiSamples;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.PutMode;
import software.amazon.awssdk.services.apigateway.model.Resource;

/** An unmodified AWS SDK imports documents. */
@QuarkusTest
class ImportSdkIT {
    private static final SdkBytes DOCUMENT = SdkBytes.fromUtf8String(OpenApiSamples.SWAGGER);

    @Test
    void importsPutsAndBringsInDocumentation() {
        try (var client = client()) {
            var made = client.importRestApi(
                    call -> call.body(DOCUMENT).parameters(Map.of("basepath", "prepend", "ignore", "documentation")));

            assertThat(made.name()).isEqualTo("pets");
            assertThat(made.hasWarnings()).isTrue();
            assertThat(client.getResources(call -> call.restApiId(made.id())).items().stream()
                            .map(Resource::path))
                    .contains("/v1/shop/pets/{id}");
            var put = client.putRestApi(call -> call.restApiId(made.id())
                    .mode(PutMode.OVERWRITE)
                    .body(DOCUMENT)
                    .failOnWarnings(false));
            assertThat(put.rootResourceId()).isEqualTo(made.rootResourceId());
            assertThat(client.getResources(call -> call.restApiId(made.id())).items().stream()
                            .map(Resource::path))
                    .containsExactlyInAnyOrder("/", "/pets", "/pets/{id}");
            assertThat(client.importDocumentationParts(call -> call.restApiId(made.id())
                                    .mode(PutMode.MERGE)
                                    .body(DOCUMENT))
                            .ids())
                    .hasSize(2);
            assertThatThrownBy(() ->
                            client.importRestApi(call -> call.body(DOCUMENT).failOnWarnings(true)))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("Warnings found during import:");
        }
    }

    private static ApiGatewayClient client() {
        var caller = Management.ofNewTenant();
        var key = caller.key();
        return ApiGatewayClient.builder()
                .endpointOverride(URI.create("http://" + caller.authority()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }
}
