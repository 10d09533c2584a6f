package dev.sluice.control.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.SignedHttp;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

@QuarkusTest
class StsIT {
    @Test
    void tellsTheSdkWhoItIs() {
        // given
        var key = AccessKeyPair.firstTenant();

        // when
        try (var sts = client(key)) {
            var identity = sts.getCallerIdentity();

            // then
            assertThat(identity.account()).matches("[1-9]\\d{11}");
            assertThat(identity.arn()).isEqualTo("arn:aws:iam::" + identity.account() + ":user/owner");
            assertThat(identity.userId()).isEqualTo(key.id());
        }
    }

    @Test
    void refusesInTheQueryProtocolsOwnWords() {
        try (var sts = client(new AccessKeyPair("AKIAUNKNOWNUNKNOWN01", "x".repeat(40)))) {
            // when
            var refused = catchThrowableOfType(StsException.class, sts::getCallerIdentity);

            // then
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId");
            assertThat(refused.requestId()).isNotEmpty();
        }
    }

    @Test
    void knowsNoOtherAction() {
        // given
        var sts = SignedHttp.as(AccessKeyPair.firstTenant()).service("sts");

        // when
        var unknown = sts.post("/", "Action=Nonsense&Version=2011-06-15");
        var unbuilt = sts.post("/", "Action=GetFederationToken&Version=2011-06-15");

        // then
        assertThat(unknown.body()).contains("<Code>InvalidAction</Code>", "Could not find operation Nonsense");
        assertThat(unbuilt.status()).isEqualTo(501);
    }

    private static StsClient client(AccessKeyPair key) {
        return StsClient.builder()
                .endpointOverride(URI.create(SignedHttp.base()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }
}
