package dev.sluice.system;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** Unmodified AWS SDK clients that point at an installation. */
public final class Clients {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(40);

    private Clients() {}

    /** A client of the management API that retries as any client in the field does. */
    public static ApiGatewayClient apiGateway(Installation installation, AccessKey key) {
        return apiGateway(installation, key, Map.of());
    }

    /** The same with more headers on every call, for example {@code x-sluice-wait}. */
    public static ApiGatewayClient apiGateway(Installation installation, AccessKey key, Map<String, String> headers) {
        ClientOverrideConfiguration.Builder override =
                ClientOverrideConfiguration.builder().apiCallTimeout(CALL_LIMIT).retryStrategy(RetryMode.STANDARD);
        headers.forEach(override::putHeader);
        return ApiGatewayClient.builder()
                .endpointOverride(URI.create(installation.controlAddress()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .overrideConfiguration(override.build())
                .build();
    }
}
