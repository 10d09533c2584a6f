package dev.sluice.control.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.aws.signature.Header;
import dev.sluice.aws.signature.SignatureSigner;
import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The limits of the management listener, at doors of their own whose limits are low. */
@QuarkusTest
@DisplayName("security-requirements 9")
class DoorLimitsIT {
    /** More calls than any limit here lets pass, at any speed. */
    private static final int MANY = 400;

    private static final String HERE = "127.0.0.81";
    private static final String ELSEWHERE = "127.0.0.82";

    @Inject
    KnownKeys keys;

    @Inject
    KnownSessions sessions;

    @Inject
    Installation installation;

    @Inject
    BrowserGate browsers;

    @Inject
    ClientAddress addresses;

    @Inject
    DoorAnswer answer;

    @Inject
    @VirtualThreads
    ExecutorService threads;

    @Inject
    Vertx vertx;

    private final List<HttpServer> doors = new ArrayList<>();
    private final Map<String, HttpClient> clients = new HashMap<>();

    @AfterEach
    void close() {
        clients.values().forEach(HttpClient::close);
        doors.forEach(
                door -> door.close().toCompletionStage().toCompletableFuture().join());
    }

    @Test
    void aTenantThatCallsTooOftenWaitsAndNoOtherDoes() throws Exception {
        // given
        var tenant = Management.ofNewTenant();
        var colleague = tenant.without("apigateway:DELETE", "/restapis/*");
        var door = door(Map.of("calls-per-second", "1", "calls-burst", "30"));

        // when
        int served = callsUntilRefused(door, pair(tenant), HERE);
        var refused = call(door, pair(tenant), HERE);
        while (refused.statusCode() == 200) {
            refused = call(door, pair(tenant), HERE);
        }

        // then
        assertThat(served).isBetween(30, MANY - 1);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("x-amzn-ErrorType")).hasValue("TooManyRequestsException");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
        assertThat(callsUntilRefused(door, pair(colleague), ELSEWHERE))
                .as("the account's other key from another address")
                .isLessThan(15);
        assertThat(callsUntilRefused(door, AccessKeyPair.firstTenant(), HERE))
                .as("another account from this address")
                .isGreaterThanOrEqualTo(30);
        awaitServed(door, pair(tenant), HERE);
    }

    @Test
    void anAddressThatFailsTooOftenWaitsAndNoOtherDoes() throws Exception {
        // given
        var door = door(Map.of("failures-per-address", "20"));

        // when
        int failed = 0;
        var refused = call(door, unknown(failed), HERE);
        while (refused.statusCode() == 403 && failed < MANY) {
            failed++;
            refused = call(door, unknown(failed), HERE);
        }

        // then
        assertThat(failed).isBetween(20, 60);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("x-amzn-ErrorType")).hasValue("TooManyRequestsException");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(refused.body()).isEqualTo("{\"message\":\"Too many failed sign-ins. Please try later.\"}");
        assertThat(call(door, AccessKeyPair.firstTenant(), ELSEWHERE).statusCode())
                .isEqualTo(200);
        awaitServed(door, AccessKeyPair.firstTenant(), HERE);
    }

    /** The answer to the right key would tell that it is right. */
    @Test
    void aRefusedAddressLearnsNothingOfAKey() throws Exception {
        // given
        var door = door(Map.of("failures-per-address", "20"));
        HttpResponse<String> wrong;
        HttpResponse<String> right;
        int rounds = 0;

        // when
        do {
            while (call(door, unknown(0), HERE).statusCode() != 429) {
                // goes on
            }
            right = call(door, AccessKeyPair.firstTenant(), HERE);
            wrong = call(door, unknown(1), HERE);
            rounds++;
            // On a slow machine another failure is due meanwhile.
        } while (rounds < 5 && (wrong.statusCode() != 429 || right.statusCode() != 429));

        // then
        assertThat(right.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(429);
        assertThat(right.body()).isEqualTo(wrong.body());
    }

    @Test
    void aCallWithoutACredentialCountsForNothing() throws Exception {
        // given
        var door = door(Map.of("failures-per-address", "1", "failures-per-key", "1"));

        // when
        for (int stray = 0; stray < 20; stray++) {
            assertThat(send(HttpRequest.newBuilder(uri(door)), HERE).statusCode())
                    .isEqualTo(403);
        }

        // then
        assertThat(call(door, AccessKeyPair.firstTenant(), HERE).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyThatIsGuessedFromEverywhereIsRefusedEverywhereAndNoOtherIs() {
        // given
        var limits = limits(Map.of("failures-per-key", "1"));
        var gate = new SignatureGate(keys, sessions, installation, limits, new TenantRates(limits));
        var key = pair(Management.ofNewTenant());
        var guess = signed(new AccessKeyPair(key.id(), "x".repeat(40)), "localhost");

        // when
        int guesses = 0;
        while (guesses < MANY && !isRefused(gate, guess, "192.0.2." + guesses)) {
            guesses++;
        }

        // then
        assertThat(guesses).isBetween(100, MANY - 1);
        assertThatThrownBy(() -> gate.admit(guess, false, "198.51.100.1"))
                .hasMessage("Too many failed sign-ins. Please try later.");
        var other = AccessKeyPair.firstTenant();
        assertThat(gate.admit(signed(other, "localhost"), false, "192.0.2.1")
                        .principal()
                        .accessKeyId())
                .isEqualTo(other.id());
    }

    private static boolean isRefused(SignatureGate gate, SignedRequest guess, String address) {
        try {
            gate.admit(guess, false, address);
            throw new AssertionError("a guess was right");
        } catch (RuntimeException refusal) {
            return String.valueOf(refusal.getMessage()).startsWith("Too many");
        }
    }

    /** A listener with the door in front of a route that answers 200. */
    private HttpServer door(Map<String, String> settings) {
        var limits = limits(settings);
        var gate = new SignatureGate(keys, sessions, installation, limits, new TenantRates(limits));
        var router = Router.router(vertx);
        new RequestDoor(gate, browsers, addresses, answer, threads).open(router);
        router.route().handler(context -> context.response().end());
        var door = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        doors.add(door);
        return door;
    }

    private static DoorSettings limits(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(DoorSettings.class, "sluice.door")
                .withSources(new PropertiesConfigSource(prefixed(settings), "of the test", 100))
                .build()
                .getConfigMapping(DoorSettings.class);
    }

    private static Map<String, String> prefixed(Map<String, String> settings) {
        return settings.entrySet().stream()
                .collect(Collectors.toMap(entry -> "sluice.door." + entry.getKey(), Map.Entry::getValue));
    }

    private int callsUntilRefused(HttpServer door, AccessKeyPair key, String from) throws Exception {
        int served = 0;
        while (served < MANY && call(door, key, from).statusCode() == 200) {
            served++;
        }
        return served;
    }

    private void awaitServed(HttpServer door, AccessKeyPair key, String from) {
        Await.until("it opens again", () -> call(door, key, from).statusCode() == 200);
    }

    private HttpResponse<String> call(HttpServer door, AccessKeyPair key, String from) throws Exception {
        var request = HttpRequest.newBuilder(uri(door));
        signed(key, uri(door).getAuthority()).headers().stream()
                .filter(header -> !header.name().equals("Host"))
                .forEach(header -> request.header(header.name(), header.value()));
        return send(request, from);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String from)
            throws IOException, InterruptedException {
        return clients.computeIfAbsent(from, DoorLimitsIT::clientAt)
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient clientAt(String address) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByName(address))
                    .build();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SignedRequest signed(AccessKeyPair key, String authority) {
        var signer = new SignatureSigner(
                key.id(), AccessSecret.permanent(key.secret()), "us-east-1", "apigateway", Clock.systemUTC());
        return signer.sign(SignedRequest.of("GET", "/restapis", List.of(new Header("Host", authority)), new byte[0]));
    }

    private static URI uri(HttpServer door) {
        return URI.create("http://127.0.0.1:" + door.actualPort() + "/restapis");
    }

    private static AccessKeyPair pair(Management caller) {
        return new AccessKeyPair(caller.key().id(), caller.key().secret());
    }

    private static AccessKeyPair unknown(int number) {
        return new AccessKeyPair("AKIAUNKNOWN%09d".formatted(number), "x".repeat(40));
    }
}
