package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.Management.Reply;
import dev.sluice.control.fixtures.OpenApiSamples;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that mean harm, as calls; what each kind costs is measured by HostileDocumentsIT. */
@QuarkusTest
@DisplayName("security-requirements 44")
class HostileImportIT {
    private static final String START = "openapi: 3.0.1\ninfo: {title: t, version: '1'}\npaths: {}\n";
    private static final int MIB = 1024 * 1024;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    static Stream<String> documents() {
        return Stream.of(
                START + "x-a: &a [" + "lol,".repeat(1000) + "]\nx-b: &b [" + "*a,".repeat(20) + "]\nx-c: ["
                        + "*b,".repeat(29) + "]",
                START + "x-a: &a {b: *a}",
                START + "x-a: " + "[".repeat(100) + "]".repeat(100),
                START + "info: {}",
                "{\"swagger\":\"2.0\",\"swagger\":\"2.0\"}",
                "{\"a\":" + "[".repeat(6 * MIB - 10),
                "{".repeat(6 * MIB));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void areRefusedWithThePlaceInUnderASecond(String document) throws InterruptedException {
        Reply made = caller.post("/restapis?mode=import", document);
        Duration least = took(document);
        for (int more = 0; more < 4 && least.compareTo(A_SECOND) >= 0; more++) {
            // What keeps the machine busy may be over by then.
            TimeUnit.SECONDS.sleep(1);
            least = took(document);
        }

        assertThat(least).isLessThan(A_SECOND);
        assertThat(made.status()).isEqualTo(400);
        assertThat(made.message()).startsWith("Invalid OpenAPI input.");
        if (!document.startsWith("{{")) {
            assertThat(made.message()).containsPattern("\\(line \\d+, column \\d+\\)$");
        }
    }

    /** Once the first one has warmed the way. */
    private Duration took(String document) {
        long start = System.nanoTime();
        caller.post("/restapis?mode=import", document);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void areNotReadWhenTheyAreLongerThan6MiB() {
        assertThat(caller.post("/restapis?mode=import", "x".repeat(6 * MIB + 1)).status())
                .isEqualTo(413);
    }

    @Test
    void referencesInCirclesAreRefused() {
        assertThat(caller.post(
                                "/restapis?mode=import",
                                body(
                                        "{'swagger':'2.0','info':{'title':'t','version':'1'},'paths':{'/':{'get':{'responses':"
                                                + "{'200':{'$ref':'#/responses/A'}}}}},'responses':{'A':{'$ref':'#/responses/B'},"
                                                + "'B':{'$ref':'#/responses/A'}}}"))
                        .refusal())
                .startsWith("400 BadRequestException: Errors found during import:")
                .contains("leads to itself or too far");
    }

    @Test
    @DisplayName("security-requirements 33")
    void nothingThatADocumentNamesIsFetched() throws IOException {
        try (var elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            elsewhere.setSoTimeout(200);
            String address = "http://127.0.0.1:" + elsewhere.getLocalPort() + "/x";
            var calls = new AtomicInteger();
            OpenApiSamples.mutants(OpenApiSamples.OPENAPI)
                    .filter(document -> document.contains("https://elsewhere.example/x"))
                    .filter(_ -> calls.incrementAndGet() % 5 == 0)
                    .map(document -> document.replace("https://elsewhere.example/x", address))
                    .forEach(document -> caller.post("/restapis?mode=import", document));

            assertThat(calls).hasValueGreaterThan(50);
            assertThat(isCalled(elsewhere)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noneIsAFault(String sample) {
        var calls = new AtomicInteger();
        OpenApiSamples.mutants(sample)
                .filter(_ -> calls.incrementAndGet() % 31 == 0)
                .forEach(document -> assertThat(
                                caller.post("/restapis?mode=import", document).status())
                        .as(document)
                        .isIn(201, 400));
    }

    static Stream<String> samples() {
        return Stream.of(OpenApiSamples.SWAGGER, OpenApiSamples.OPENAPI);
    }

    private static boolean isCalled(ServerSocket socket) throws IOException {
        try (var _ = socket.accept()) {
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }
}
