package dev.sluice.benchmarks.functions;

import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.aws.signature.Header;
import dev.sluice.aws.signature.SignatureSigner;
import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.benchmarks.process.ScratchFolder;
import dev.sluice.system.AccessKey;
import dev.sluice.system.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Calls an authorizer function at the service itself, signed, one call at a time over one connection. Two times are told of each
 * call: the whole round trip as the caller sees it, and what the service says that the function took.
 */
public final class FunctionsBenchmark {
    private static final int FUNCTIONS = Integer.getInteger("functions", 20);
    private static final int CALLS = Integer.getInteger("calls", 5_000);
    private static final int WARM_UP = Integer.getInteger("warmup", 3_000);
    private static final Pattern DURATION = Pattern.compile("Duration: ([0-9.]+) ms");
    private static final String CODE = """
            exports.handler = async (event) => {
              const allowed = event.authorizationToken === 'allow'
              const statement = {Action: 'execute-api:Invoke', Effect: allowed ? 'Allow' : 'Deny', Resource: event.methodArn}
              return {principalId: 'somebody', policyDocument: {Version: '2012-10-17', Statement: [statement]}, context: {number: NUMBER}}
            }
            """;
    private static final String EVENT = "{\"type\":\"TOKEN\",\"authorizationToken\":\"allow\","
            + "\"methodArn\":\"arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/pets\"}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Installation installation;
    private final AccessKey owner;

    private FunctionsBenchmark(Installation installation) {
        this.installation = installation;
        this.owner = installation.accessKey("default");
    }

    public static void main(String[] arguments) throws Exception {
        ScratchFolder.use(folder -> {
            runIn(folder);
            return folder;
        });
    }

    private static void runIn(Path folder) throws Exception {
        try (Installation installation = Installation.start(folder.resolve("state"), 1)) {
            new FunctionsBenchmark(installation).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        double[] first = new double[FUNCTIONS];
        double[] firstInHost = new double[FUNCTIONS];
        for (int index = 0; index < FUNCTIONS; index++) {
            String name = "authorizer-" + index;
            create(name, CODE.replace("NUMBER", String.valueOf(index)));
            Call call = invoke(name);
            first[index] = call.millis();
            firstInHost[index] = call.hostMillis();
        }
        report("first call of a function", first, firstInHost);
        for (int index = 0; index < WARM_UP; index++) {
            invoke("authorizer-0");
        }
        double[] warm = new double[CALLS];
        double[] warmInHost = new double[CALLS];
        for (int index = 0; index < CALLS; index++) {
            Call call = invoke("authorizer-0");
            warm[index] = call.millis();
            warmInHost[index] = call.hostMillis();
        }
        report("warm call", warm, warmInHost);
    }

    private record Call(double millis, double hostMillis) {}

    private void create(String name, String code) throws IOException, InterruptedException {
        String body = "{\"name\":\"" + name + "\",\"code\":\""
                + code.replace("\n", "\\n").replace("\"", "\\\"") + "\"}";
        HttpResponse<String> made =
                send(URI.create(installation.controlAddress() + "/platform/functions"), "apigateway", body);
        if (made.statusCode() != 201) {
            throw new IllegalStateException(made.statusCode() + " " + made.body());
        }
    }

    private Call invoke(String name) throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:" + installation.port("authorizer") + "/2015-03-31/functions/" + name
                + "/invocations");
        long start = System.nanoTime();
        HttpResponse<String> answer = send(address, "lambda", EVENT);
        double millis = (System.nanoTime() - start) / 1e6;
        if (answer.statusCode() != 200 || !answer.body().contains("\"Allow\"")) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        String log = new String(
                Base64.getDecoder()
                        .decode(answer.headers().firstValue("X-Amz-Log-Result").orElseThrow()),
                StandardCharsets.UTF_8);
        var duration = DURATION.matcher(log);
        if (!duration.find()) {
            throw new IllegalStateException(log);
        }
        return new Call(millis, Double.parseDouble(duration.group(1)));
    }

    private HttpResponse<String> send(URI address, String service, String body)
            throws IOException, InterruptedException {
        var signer = new SignatureSigner(
                owner.id(), AccessSecret.permanent(owner.secret()), "us-east-1", service, Clock.systemUTC());
        var signed = signer.sign(SignedRequest.of(
                "POST",
                address.getRawPath(),
                List.of(new Header("Host", address.getAuthority()), new Header("X-Amz-Log-Type", "Tail")),
                body.getBytes(StandardCharsets.UTF_8)));
        var request = HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body));
        signed.headers().stream()
                .filter(header -> !header.name().equalsIgnoreCase("Host"))
                .forEach(header -> request.header(header.name(), header.value()));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void report(String what, double[] millis, double[] hostMillis) {
        Arrays.sort(millis);
        Arrays.sort(hostMillis);
        System.out.printf(
                Locale.ROOT,
                "%s, %d: round trip p50 %.2f ms, p99 %.2f ms, max %.1f ms; the function alone p50 %.2f ms, p99 %.2f ms, max %.1f ms%n",
                what,
                millis.length,
                at(millis, 0.50),
                at(millis, 0.99),
                millis[millis.length - 1],
                at(hostMillis, 0.50),
                at(hostMillis, 0.99),
                hostMillis[hostMillis.length - 1]);
    }

    private static double at(double[] sorted, double fraction) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(fraction * sorted.length))];
    }
}
