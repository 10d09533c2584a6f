package dev.sluice.system;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Unmodified AWS SDK clients that point at an installation. */
public final class Clients {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(40);

    private Clients() {}

    /** A client of the management API that retries as any client in the field does. */
    public static ApiGatewayClient apiGateway(Installation installation, AccessKey key) {
        return apiGateway(installation, key, Map.of());
    }

    /** The same with more headers on every call, for example {@code x-sluice-wait}, and with listeners to its calls. */
    public static ApiGatewayClient apiGateway(
            Installation installation, AccessKey key, Map<String, String> headers, ExecutionInterceptor... listeners) {
        ClientOverrideConfiguration.Builder override =
                ClientOverrideConfiguration.builder().apiCallTimeout(CALL_LIMIT).retryStrategy(RetryMode.STANDARD);
        headers.forEach(override::putHeader);
        List.of(listeners).forEach(override::addExecutionInterceptor);
        return apiGateway(installation, key, override.build());
    }

    /** A client that sends each call once, so that its caller knows which ones got no answer. */
    public static ApiGatewayClient apiGatewayWithoutRetries(Installation installation, AccessKey key) {
        return apiGateway(
                installation,
                key,
                ClientOverrideConfiguration.builder()
                        .apiCallTimeout(CALL_LIMIT)
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build());
    }

    private static ApiGatewayClient apiGateway(
            Installation installation, AccessKey key, ClientOverrideConfiguration override) {
        return ApiGatewayClient.builder()
                .endpointOverride(URI.create(installation.controlAddress()))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials(key))
                .overrideConfiguration(override)
                .build();
    }

    /** A client of the security token service, with listeners to its calls. */
    public static StsClient sts(Installation installation, AccessKey key, ExecutionInterceptor... listeners) {
        return StsClient.builder()
                .endpointOverride(URI.create(installation.controlAddress()))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials(key))
                .overrideConfiguration(override -> List.of(listeners).forEach(override::addExecutionInterceptor))
                .build();
    }

    /** A client of the authorizer service's user pools. */
    public static CognitoIdentityProviderClient userPools(Installation installation, AccessKey key) {
        return CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create("http://localhost:" + installation.port("authorizer")))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials(key))
                .build();
    }

    private static StaticCredentialsProvider credentials(AccessKey key) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
    }
}
