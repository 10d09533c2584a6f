package dev.sluice.authorizer.pools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.authorizer.access.KnownTenants;
import dev.sluice.authorizer.access.KnownTenants.Tenant;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolClientRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;

/** Pools, clients and users over the wire, by the unmodified AWS SDK. */
@Singleton
public class PoolFixture {
    static final String PASSWORD = "Correct-Horse-7";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KnownTenants tenants;
    private final HttpClient http = HttpClient.newHttpClient();

    PoolFixture(KnownTenants tenants) {
        this.tenants = tenants;
    }

    KnownTenants tenants() {
        return tenants;
    }

    static URI base() {
        return URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
    }

    /** A tenant's pool, with the SDK's client that its owner uses. */
    record Owned(Tenant tenant, CognitoIdentityProviderClient sdk, String poolId) {}

    Owned pool() {
        return pool(request -> {});
    }

    Owned pool(Consumer<CreateUserPoolRequest.Builder> settings) {
        Tenant tenant = tenants.add();
        var sdk = sdk(tenant);
        var pool = sdk.createUserPool(request -> {
            request.poolName("people").autoVerifiedAttributesWithStrings("email");
            settings.accept(request);
        });
        return new Owned(tenant, sdk, pool.userPool().id());
    }

    static CognitoIdentityProviderClient sdk(Tenant tenant) {
        return CognitoIdentityProviderClient.builder()
                .endpointOverride(base())
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(tenant.accessKeyId(), tenant.secret())))
                .build();
    }

    static UserPoolClientType client(Owned owned) {
        return client(owned, request -> {});
    }

    static UserPoolClientType client(Owned owned, Consumer<CreateUserPoolClientRequest.Builder> settings) {
        return owned.sdk()
                .createUserPoolClient(request -> {
                    request.userPoolId(owned.poolId())
                            .clientName("app")
                            .explicitAuthFlows(
                                    ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                                    ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH,
                                    ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH,
                                    ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH);
                    settings.accept(request);
                })
                .userPoolClient();
    }

    /** A confirmed user with {@link #PASSWORD}. */
    static String user(Owned owned, String name) {
        owned.sdk()
                .adminCreateUser(request -> request.userPoolId(owned.poolId())
                        .username(name)
                        .messageAction("SUPPRESS")
                        .userAttributes(
                                attribute("email", name + "@example.com"), attribute("email_verified", "true")));
        owned.sdk()
                .adminSetUserPassword(request -> request.userPoolId(owned.poolId())
                        .username(name)
                        .password(PASSWORD)
                        .permanent(true));
        return owned
                .sdk()
                .adminGetUser(request -> request.userPoolId(owned.poolId()).username(name))
                .userAttributes()
                .stream()
                .filter(attribute -> attribute.name().equals("sub"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    static AuthenticationResultType signIn(Owned owned, String clientId, String name) {
        return owned.sdk()
                .initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", name, "PASSWORD", PASSWORD)))
                .authenticationResult();
    }

    static AttributeType attribute(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    static String secretHash(UserPoolClientType client, String username) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(client.clientSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal((username + client.clientId()).getBytes(StandardCharsets.UTF_8)));
    }

    /** The last code that a user was sent, as the pool's owner reads it. */
    String code(Owned owned, String purpose) throws Exception {
        List<JsonNode> found = messages(owned).stream()
                .filter(message -> message.get("purpose").asText().equals(purpose))
                .toList();
        return found.getLast().get("code").asText();
    }

    List<JsonNode> messages(Owned owned) throws Exception {
        HttpResponse<String> answer =
                signed(owned.tenant(), "GET", "/platform/user-pools/" + owned.poolId() + "/messages");
        return JSON.readTree(answer.body()).get("items").valueStream().toList();
    }

    /** A call of the platform API. */
    HttpResponse<String> signed(Tenant tenant, String method, String path) throws Exception {
        var request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(base().resolve(path))
                .build();
        var signed = AwsV4HttpSigner.create()
                .sign(spec -> spec.identity(AwsBasicCredentials.create(tenant.accessKeyId(), tenant.secret()))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "cognito-idp")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request();
        var call = HttpRequest.newBuilder(base().resolve(path)).method(method, HttpRequest.BodyPublishers.noBody());
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                values.forEach(value -> call.header(name, value));
            }
        });
        return http.send(call.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A call as any client without credentials makes it. */
    HttpResponse<String> raw(String operation, String body) throws Exception {
        return raw(http, operation, body);
    }

    /** The same by a client of another address of this machine, for example 127.0.0.2. */
    static HttpResponse<String> rawFrom(String address, String operation, String body) throws Exception {
        try (var client = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address))
                .build()) {
            return raw(client, operation, body);
        }
    }

    private static HttpResponse<String> raw(HttpClient client, String operation, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(base().resolve("/"))
                        .header("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation)
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(base().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> form(String path, String form, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(base().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> getWith(String path, String... headers) throws Exception {
        return http.send(
                HttpRequest.newBuilder(base().resolve(path)).headers(headers).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    static String keyId(String token) throws ParseException {
        return JWSObject.parse(token).getHeader().getKeyID();
    }

    static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }

    static String unique() {
        return "u" + UUID.randomUUID().toString().substring(0, 8);
    }
}
