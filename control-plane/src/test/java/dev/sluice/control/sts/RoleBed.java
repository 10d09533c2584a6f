package dev.sluice.control.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SignedHttp;
import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** A new tenant, its role {@code Reader}, and whoever asks for it by the AWS SDK. */
final class RoleBed {
    private static final JsonMapper JSON = new JsonMapper();

    private final Management owner = Management.ofNewTenant();
    private String roleArn = "arn:aws:iam::" + account() + ":role/Reader";

    Management owner() {
        return owner;
    }

    String account() {
        return owner.key().tenant();
    }

    String roleArn() {
        return roleArn;
    }

    /** Another role than {@code Reader}, from now on. */
    void asksFor(String arn) {
        roleArn = arn;
    }

    static String allow(String action) {
        return policy("Allow", action);
    }

    static String policy(String effect, String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"" + effect + "\",\"Action\":\"" + action
                + "\",\"Resource\":\"*\"}}";
    }

    static String trust(String principal, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal
                + "\"},\"Action\":\"sts:AssumeRole\""
                + (condition.isEmpty() ? "" : ",\"Condition\":{" + condition + "}")
                + "}}";
    }

    /** The role of the tests, which may do this. */
    void role(String trust, String policy) {
        role("Reader", trust, policy);
    }

    void role(String name, String trust, String policy) {
        var body = JSON.createObjectNode().put("trustPolicy", trust).put("maxSessionDuration", 7_200);
        body.putObject("policies").put("all", policy);
        owner.put("/platform/iam/roles/" + name, body.toString()).ok();
    }

    static AwsCredentials credentials(Management.Key key) {
        return AwsBasicCredentials.create(key.id(), key.secret());
    }

    static AwsCredentials credentials(Credentials session) {
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    static StsClient client(AwsCredentials credentials) {
        return StsClient.builder()
                .endpointOverride(URI.create(SignedHttp.base()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    AssumeRoleResponse assume(AwsCredentials by, Consumer<AssumeRoleRequest.Builder> more) {
        try (var sts = client(by)) {
            return sts.assumeRole(request -> {
                request.roleArn(roleArn).roleSessionName("session-1");
                more.accept(request);
            });
        }
    }

    AssumeRoleResponse assume(Management by) {
        return assume(credentials(by.key()), _ -> {});
    }

    Management session(Credentials credentials) {
        var key = new Management.Key(account(), credentials.accessKeyId(), credentials.secretAccessKey());
        return Management.ofSession(key, credentials.sessionToken());
    }

    StsException refused(AwsCredentials by, Consumer<AssumeRoleRequest.Builder> more) {
        return catchThrowableOfType(StsException.class, () -> assume(by, more));
    }

    static void assertRefused(StsException refused, int status, String code, String message) {
        assertThat(refused).isNotNull();
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo(message);
    }
}
