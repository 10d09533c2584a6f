package dev.sluice.quickstart.demo;

import static dev.sluice.quickstart.client.CredentialsFile.FIRST_TENANT;

import dev.sluice.quickstart.client.CredentialsFile.AccessKey;
import dev.sluice.quickstart.client.PlatformClient;
import dev.sluice.quickstart.client.RunningInstallation;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.PidFiles;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/**
 * {@code ./sluice demo}: makes an API in front of a real origin, calls it, shows every step, and removes it again. It fails when a
 * call is answered otherwise than this API answers.
 */
public final class Demo {
    /** The paths that are called, with the status of the answer: of the API itself, and of the origin behind it. */
    private static final List<Map.Entry<String, Integer>> CALLS = List.of(
            Map.entry("/hello", HttpURLConnection.HTTP_OK),
            Map.entry("/", HttpURLConnection.HTTP_OK),
            Map.entry("/glossary.md", HttpURLConnection.HTTP_OK),
            Map.entry("/no-such-page", HttpURLConnection.HTTP_NOT_FOUND));

    private final RunningInstallation installation;
    private final String region;
    private final Path documents;
    private final Narrator narrator = new Narrator();

    /** A demo that serves a folder of documents. */
    public Demo(RunningInstallation installation, String region, Path documents) {
        this.installation = installation;
        this.region = region;
        this.documents = documents;
    }

    public int run() throws IOException {
        var key = installation.credentials().read(FIRST_TENANT);
        var pidFiles = new PidFiles(installation.state().run());
        try (var origin = DemoOrigin.start(documents, pidFiles);
                var client = client(key)) {
            narrator.say("An origin: the JDK's jwebserver over docs/, at " + origin.address());
            var api = new DemoApi(client);
            narrator.say("What an earlier demo left behind is removed:");
            api.removeEarlier();
            narrator.say("An API in front of the origin, through the AWS SDK for Java:");
            var id = api.create(origin.address());
            try {
                deployAndCall(api, id, key);
            } finally {
                narrator.say("The API is removed again:");
                api.remove(id);
            }
            return 0;
        } catch (SdkException refused) {
            throw new StartFailed("The demo's management call failed: " + refused.getMessage(), refused);
        }
    }

    private void deployAndCall(DemoApi api, String id, AccessKey key) throws IOException {
        narrator.say("Deployed to the stage demo; with x-sluice-wait the answer comes when every node serves it:");
        api.deploy(id);
        narrator.say("How long each node took, as the platform API tells it:");
        try (var platform = new PlatformClient(installation.management(), region)) {
            var path = "/platform/stages/" + id + "/" + DemoApi.STAGE + "/propagation";
            var answer = platform.call(key, SdkHttpMethod.GET, path, "");
            narrator.show("GET " + path, "complete: " + answer.get("complete"));
            answer.path("nodes").forEach(node -> narrator.answer(node.toString()));
            if (!answer.path("complete").asBoolean()) {
                throw new StartFailed(
                        "The demo failed, since not every node serves its deployment: ./sluice status shows the nodes, ./sluice logs what they say.");
            }
        }
        narrator.say("The API, called:");
        for (var expected : CALLS) {
            var path = expected.getKey();
            int status = call(URI.create(
                    "%s/_aws/execute-api/%s/%s%s".formatted(installation.traffic(), id, DemoApi.STAGE, path)));
            if (status != expected.getValue()) {
                throw new StartFailed(
                        "The demo failed, since %s was answered with %d and not with %d: ./sluice logs node-1 shows what the node says."
                                .formatted(path, status, expected.getValue()));
            }
        }
    }

    /** Calls and shows the answer, whose status it returns. */
    private int call(URI address) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            int status = connection.getResponseCode();
            try (var body = status < HttpURLConnection.HTTP_BAD_REQUEST
                    ? connection.getInputStream()
                    : connection.getErrorStream()) {
                var text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                narrator.show("curl " + address, status + " " + connection.getContentType() + " " + text);
            }
            return status;
        } finally {
            connection.disconnect();
        }
    }

    private ApiGatewayClient client(AccessKey key) {
        return ApiGatewayClient.builder()
                .endpointOverride(installation.management())
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(narrator))
                .build();
    }
}
