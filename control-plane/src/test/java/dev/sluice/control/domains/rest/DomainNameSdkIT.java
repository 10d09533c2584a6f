package dev.sluice.control.domains.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.platform.ids.RandomIds;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.DomainNameStatus;
import software.amazon.awssdk.services.apigateway.model.EndpointType;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** An unmodified AWS SDK walks through the domain name and mapping operations. */
@QuarkusTest
class DomainNameSdkIT {
    @Test
    void walksThroughEveryOperation() {
        // given
        var caller = Management.ofNewTenant();
        var api = SampleApi.mock(caller);
        api.deploy("prod");
        String name = RandomIds.next() + ".example.com";
        var key = caller.key();
        try (var client = ApiGatewayClient.builder()
                .endpointOverride(URI.create("http://" + caller.authority()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build()) {
            // when
            var made = client.createDomainName(call ->
                    call.domainName(name).endpointConfiguration(endpoint -> endpoint.types(EndpointType.REGIONAL)));
            client.createBasePathMapping(
                    call -> call.domainName(name).restApiId(api.id()).stage("prod"));

            // then
            assertThat(made.domainNameStatus()).isEqualTo(DomainNameStatus.AVAILABLE);
            assertThat(client.getDomainName(call -> call.domainName(name)).regionalDomainName())
                    .isEqualTo(made.regionalDomainName());
            assertThat(client.getDomainNamesPaginator(call -> {}).items()).hasSize(1);
            assertThat(client.getBasePathMapping(call -> call.domainName(name).basePath("(none)"))
                            .stage())
                    .isEqualTo("prod");
            assertThat(client.getBasePathMappingsPaginator(call -> call.domainName(name))
                            .items())
                    .hasSize(1);
            assertThatThrownBy(() -> client.deleteRestApi(call -> call.restApiId(api.id())))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining(name);
            client.updateBasePathMapping(
                    call -> call.domainName(name).basePath("(none)").patchOperations(replace("/basepath", "v1")));
            client.updateDomainName(
                    call -> call.domainName(name).patchOperations(replace("/securityPolicy", "TLS_1_0")));
            client.deleteBasePathMapping(call -> call.domainName(name).basePath("v1"));
            client.deleteDomainName(call -> call.domainName(name));
            assertThatThrownBy(() -> client.getDomainName(call -> call.domainName(name)))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    private static PatchOperation replace(String path, String value) {
        return PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
    }
}
