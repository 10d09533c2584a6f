package dev.sluice.quickstart.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.contracts.keys.RandomText;
import dev.sluice.quickstart.client.CredentialsFile.AccessKey;
import dev.sluice.quickstart.settings.StartFailed;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/** The first user of the console, in the user pool of the operator's account by which people sign in. */
public final class FirstUser implements AutoCloseable {
    public static final String NAME = "admin";
    private static final String POOL = "sluice";
    private static final int PAGE = 60;

    /** A list that does not end by then is not the authorizer service's. */
    private static final int MOST_PAGES = 100;

    private static final int PASSWORD_CHARACTERS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SignedHttp http;
    private final URI authorizer;

    public FirstUser(URI authorizer, String region) {
        this.http = new SignedHttp("cognito-idp", region);
        this.authorizer = authorizer;
    }

    /** Gives the user a new one-time password; nothing when there is no such pool or user any more. */
    public Optional<String> renewPassword(AccessKey operator) throws IOException {
        var pool = pool(operator);
        return pool.isPresent() ? renewPassword(operator, pool.get()) : Optional.empty();
    }

    /** The operator may have pools of other names, and any number of them. */
    private Optional<String> pool(AccessKey operator) throws IOException {
        var input = JSON.createObjectNode().put("MaxResults", PAGE);
        for (int page = 0; page < MOST_PAGES; page++) {
            var answer = call(operator, "ListUserPools", input).document();
            for (var pool : answer.path("UserPools")) {
                if (pool.path("Name").asText().equals(POOL)) {
                    return Optional.of(pool.path("Id").asText());
                }
            }
            var next = answer.path("NextToken").textValue();
            if (next == null) {
                return Optional.empty();
            }
            input.put("NextToken", next);
        }
        throw new StartFailed("ListUserPools does not end.");
    }

    private Optional<String> renewPassword(AccessKey operator, String pool) throws IOException {
        var password = new RandomText().next(RandomText.LOWER_ALPHANUMERIC, PASSWORD_CHARACTERS);
        var input = JSON.createObjectNode()
                .put("UserPoolId", pool)
                .put("Username", NAME)
                .put("Password", password)
                .put("Permanent", false);
        return call(operator, "AdminSetUserPassword", input).isMissing() ? Optional.empty() : Optional.of(password);
    }

    private Answer call(AccessKey key, String operation, ObjectNode input) throws IOException {
        var request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(authorizer.resolve("/"))
                .putHeader("content-type", "application/x-amz-json-1.1")
                .putHeader("x-amz-target", "AWSCognitoIdentityProviderService." + operation)
                .build();
        var answer = http.call(key, request, JSON.writeValueAsString(input));
        var document = JSON.readTree(answer.text().isEmpty() ? "{}" : answer.text());
        boolean isMissing = document.path("__type").asText().endsWith("UserNotFoundException");
        if (!answer.isSuccess() && !isMissing) {
            throw new StartFailed("%s was answered with %d: %s".formatted(operation, answer.status(), answer.text()));
        }
        return new Answer(document, isMissing);
    }

    @Override
    public void close() {
        http.close();
    }

    private record Answer(JsonNode document, boolean isMissing) {}
}
