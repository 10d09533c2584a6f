package dev.sluice.data.edge;

import static dev.sluice.data.edge.SignedBed.signing;
import static dev.sluice.data.edge.SignedBed.whoami;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.Policies.about;
import static dev.sluice.data.fixtures.Policies.allow;
import static dev.sluice.data.fixtures.Policies.deny;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.ResourcePolicy;
import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.edge.RawClient.RawReply;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.Signing;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.pipeline.VpcEndpoint;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("domains-and-endpoints 2 and 9: calls through VPC endpoints, by real sockets")
class PrivateListenerTest {
    private static final String ALL = "execute-api:/*";
    private static final String FORBIDDEN = "{\"message\":\"Forbidden\"}";

    private static final PrivateListener BLUE = listener("vpce-blue", "vpc-1", null, false);
    private static final PrivateListener BLUE_TLS = listener("vpce-blue", "vpc-1", null, true);
    private static final PrivateListener GREEN = listener("vpce-green", "vpc-2", null, false);
    private static final PrivateListener OF_ONE_ACCOUNT =
            listener("vpce-one", "vpc-3", Policies.of(about("Allow", SignedBed.TENANT, "*")), false);

    private SignedBed bed;

    private static PrivateListener listener(String id, String vpc, @Nullable String policy, boolean secure) {
        try {
            var judge = policy == null ? null : ResourcePolicy.parseOfEndpoint(policy);
            return PrivateListener.of("127.0.0.1", 0, secure, new VpcEndpoint(id, vpc, "111122223333", judge));
        } catch (MalformedPolicy malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    @BeforeEach
    void start() throws IOException {
        bed = new SignedBed(EdgeFixture.privately(WatchedLoops.start(2), BLUE, BLUE_TLS, GREEN, OF_ONE_ACCOUNT));
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    private static StageDraft inside(String... statements) {
        return stage("prod")
                .privately("vpce-blue")
                .method("GET", "/where", saying("$context.identity.vpceId in $context.identity.vpcId"))
                .method("GET", "/who", whoami())
                .policy(Policies.of(statements));
    }

    private static MethodDraft saying(String template) {
        return mock("{\"statusCode\":200}").response("200", "").responseTemplate("200", "application/json", template);
    }

    private static String get(String host, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return "GET /prod/where HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n";
    }

    private RawReply call(PrivateListener listener, String request) throws IOException {
        try (var client = new RawClient(bed.edge().port(listener))) {
            return client.send(request).reply();
        }
    }

    private static void assertForbidden(RawReply reply) {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).isEqualTo(FORBIDDEN);
        assertThat(reply.field("x-amzn-ErrorType")).isEqualTo("ForbiddenException");
    }

    @Test
    void twoEndpointsAreToldApartByThePolicy() throws IOException {
        // given
        bed.deployed(inside(allow(ALL), deny(ALL, "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-blue\"}")));

        // when
        RawReply blue = call(BLUE, get(EdgeFixture.HOST));
        RawReply green = call(GREEN, get(EdgeFixture.HOST));

        // then
        assertThat(blue.body()).isEqualTo("vpce-blue in vpc-1");
        assertThat(green.status()).isEqualTo(403);
        assertThat(green.body())
                .startsWith("{\"Message\":\"User: anonymous is not authorized")
                .endsWith("with an explicit deny in a resource-based policy\"}");
        assertThat(green.field("x-amzn-ErrorType")).isEqualTo("AccessDeniedException");
    }

    @ParameterizedTest
    @DisplayName("8: what a policy asks about a call through the first endpoint, then through the second")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-blue\"}|200|403",
                "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-blue\"}|403|200",
                "\"StringEquals\":{\"aws:SourceVpc\":[\"vpc-1\",\"vpc-2\"]}|200|200",
                "\"StringEquals\":{\"aws:SourceVpc\":\"vpc-2\"}|403|200",
                "\"IpAddress\":{\"aws:VpcSourceIp\":\"127.0.0.0/8\"}|200|200",
                "\"IpAddress\":{\"aws:VpcSourceIp\":\"10.0.0.0/8\"}|403|403",
                "\"IpAddress\":{\"aws:SourceIp\":\"127.0.0.0/8\"}|403|403",
                "\"StringEquals\":{\"aws:VpceAccount\":\"111122223333\"}|200|200"
            })
    void answersByTheEndpoint(String condition, int first, int second) throws IOException {
        // given
        bed.deployed(inside(allow(ALL, condition)));

        // when
        String forged = "X-Forwarded-For: 10.0.0.1";
        RawReply blue = call(BLUE, get(EdgeFixture.HOST, forged));
        RawReply green = call(GREEN, get(EdgeFixture.HOST, forged));

        // then
        assertThat(blue.status()).isEqualTo(first);
        assertThat(green.status()).isEqualTo(second);
    }

    @Test
    @DisplayName("9: a private API is not there for the internet, nor a public one for a private network")
    void keepsNetworksApart() throws IOException {
        // given
        bed.deployed(inside(allow(ALL)));
        RawReply outside = bed.edge().call(get(EdgeFixture.HOST));
        RawReply byPath = bed.edge()
                .call("GET /_aws/execute-api/" + EdgeFixture.API + "/prod/where HTTP/1.1\r\nHost: localhost\r\n\r\n");
        RawReply byEndpoint = bed.edge().call(get(EdgeFixture.API + "-vpce-blue.execute-api.localhost"));

        // when
        bed.deployed(stage("prod").method("GET", "/where", saying("public")));
        RawReply inside = call(BLUE, get(EdgeFixture.HOST));

        // then
        assertForbidden(outside);
        assertForbidden(byPath);
        assertForbidden(byEndpoint);
        assertForbidden(inside);
        assertThat(bed.edge().call(get(EdgeFixture.HOST)).body()).isEqualTo("public");
    }

    @ParameterizedTest
    @DisplayName("9: the three forms of a host, and what is none of them")
    @CsvSource(
            nullValues = "-",
            value = {
                "abcdefghij.execute-api.localhost, -, 200",
                "ABCDEFGHIJ.execute-api.us-east-1.localhost:8600, -, 200",
                "abcdefghij-vpce-blue.execute-api.us-east-1.localhost, -, 200",
                "abcdefghij-vpce-green.execute-api.us-east-1.localhost, -, 403",
                "vpce-blue.execute-api.us-east-1.vpce.localhost, abcdefghij, 200",
                "vpce-blue-a1b2.execute-api.us-east-1.vpce.localhost:443, ABCDEFGHIJ, 200",
                "vpce-blue.execute-api.us-east-1.vpce.localhost, -, 403",
                "vpce-blue.execute-api.us-east-1.vpce.localhost, unknown, 403",
                "vpce-bluer.execute-api.us-east-1.vpce.localhost, abcdefghij, 403",
                "vpce-green.execute-api.us-east-1.vpce.localhost, abcdefghij, 403",
                "x.vpce-blue.execute-api.us-east-1.vpce.localhost, abcdefghij, 403",
                "localhost, abcdefghij, 403"
            })
    void findsTheApiByItsHosts(String host, String named, int status) throws IOException {
        // given
        bed.deployed(inside(allow(ALL)));

        // when
        RawReply reply = call(BLUE, named == null ? get(host) : get(host, "x-apigw-api-id: " + named));

        // then
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEqualTo(status == 200 ? "vpce-blue in vpc-1" : FORBIDDEN);
    }

    @Test
    @DisplayName("9: an endpoint's own host leads to the APIs that are associated with it alone")
    void asksForTheAssociation() throws IOException {
        // given
        bed.deployed(inside(allow(ALL)));

        // then
        assertForbidden(call(GREEN, get(EdgeFixture.API + "-vpce-green.execute-api.localhost")));
        assertThat(call(GREEN, get(EdgeFixture.HOST)).body()).isEqualTo("vpce-green in vpc-2");
    }

    @Test
    void readsTheIdOfAnApiOnce() throws IOException {
        // given
        bed.deployed(inside(allow(ALL)));

        // then
        assertForbidden(call(
                BLUE,
                get(
                        "vpce-blue.execute-api.us-east-1.vpce.localhost",
                        "x-apigw-api-id: abcdefghij",
                        "x-apigw-api-id: abcdefghij")));
    }

    @Test
    @DisplayName("decisions 4: over TLS the host of an API is accepted, whatever the certificate speaks for")
    void speaksTls() throws IOException {
        // given
        bed.deployed(inside(allow(ALL, "\"Bool\":{\"aws:SecureTransport\":\"true\"}")));
        String own = "vpce-blue.execute-api.us-east-1.vpce.localhost";

        // when
        RawReply reply;
        RawReply elsewhere;
        try (var client = new RawClient(
                SecureClient.connect(bed.edge().port(BLUE_TLS), SecureClient.Offer.of("localhost", "http/1.1")))) {
            reply = client.send(get(own, "x-apigw-api-id: " + EdgeFixture.API)).reply();
            elsewhere = client.send(get("elsewhere.example.com")).reply();
        }

        // then
        assertThat(reply.body()).isEqualTo("vpce-blue in vpc-1");
        assertThat(elsewhere.status()).isEqualTo(421);
    }

    @Test
    void speaksHttp2() throws IOException {
        // given
        bed.deployed(inside(allow(ALL, "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-blue\"}")));

        // when
        try (var client = Http2Client.open(bed.edge().port(BLUE_TLS))) {
            client.get(1, "/where").request(3, "GET", "/where", true, "x-amzn-vpce-id", "vpce-green");

            // then
            assertThat(client.reply(1).text()).isEqualTo("vpce-blue in vpc-1");
            assertThat(client.reply(3).text()).isEqualTo("vpce-blue in vpc-1");
        }
    }

    @Test
    @DisplayName("rest-api-runtime 18: header values of calls to private APIs have 8,000 bytes")
    void limitsTheirHeaderValues() throws IOException {
        // given
        bed.deployed(inside(allow(ALL)));
        String most = "a".repeat(8_000 - EdgeFixture.HOST.length());

        // when
        RawReply passed = call(BLUE, get(EdgeFixture.HOST, "X-Much: " + most));
        RawReply refused = call(BLUE, get(EdgeFixture.HOST, "X-Much: " + most + "a"));
        int overHttp2;
        try (var client = Http2Client.open(bed.edge().port(BLUE_TLS))) {
            overHttp2 = client.request(1, "GET", "/where", true, "x-much", "a".repeat(8_001))
                    .reply(1)
                    .status();
        }

        // then
        assertThat(passed.status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(431);
        assertThat(overHttp2).isEqualTo(431);
    }

    @Test
    @DisplayName("identity-and-waf 5: the policy of an endpoint may name the accounts whose signed calls it allows")
    void asksTheEndpointAboutTheCaller() throws IOException {
        // given
        bed.deployed(inside(allow(ALL)));

        // when
        RawReply own = call(OF_ONE_ACCOUNT, signing().get("/prod/who"));
        RawReply anonymous = call(OF_ONE_ACCOUNT, get(EdgeFixture.HOST));
        RawReply forged = call(OF_ONE_ACCOUNT, signing().secret("another").get("/prod/who"));

        // then
        assertThat(own.body()).startsWith(SignedBed.TENANT);
        assertThat(anonymous.body()).endsWith("because no VPC endpoint policy allows the execute-api:Invoke action\"}");
        assertThat(forged.field("x-amzn-ErrorType")).isEqualTo("InvalidSignatureException");
    }

    @ParameterizedTest
    @DisplayName("8, tables A and B: the caller's account and the endpoint together")
    @CsvSource(
            delimiter = '|',
            value = {
                "123456789012|\"StringEquals\":{\"aws:PrincipalAccount\":\"123456789012\"}|200|200",
                "210987654321|\"StringEquals\":{\"aws:PrincipalAccount\":\"210987654321\",\"aws:SourceVpce\":\"vpce-blue\"}|200|403",
                "210987654321|\"StringEquals\":{\"aws:PrincipalAccount\":\"123456789012\"}|403|403",
                "210987654321|\"StringEquals\":{\"aws:ResourceAccount\":\"123456789012\"}|200|200"
            })
    void judgesCallersOfBothAccounts(String account, String condition, int first, int second) throws IOException {
        // given
        bed.gateway().keys().put(Signing.record(account, 2, Policies.of(Policies.identity("Allow", "*"))));
        bed.deployed(inside(allow(ALL, condition)));

        // when
        RawReply blue = call(BLUE, signing().get("/prod/who"));
        RawReply green = call(GREEN, signing().get("/prod/who"));

        // then
        assertThat(blue.status()).isEqualTo(first);
        assertThat(green.status()).isEqualTo(second);
    }

    @Test
    @DisplayName("9, security-requirements 24: a client says nothing of endpoints, on any listener")
    void takesOffWhatClientsSayOfEndpoints() throws IOException {
        // given
        String echo = "$input.params().header.keySet()";
        bed.deployed(stage("prod").method("GET", "/where", saying(echo)));
        String[] forged = {
            "x-amzn-vpce-id: vpce-blue",
            "X-Amzn-Vpce-Config: 1",
            "x_amzn_vpce_policy-url: u",
            "x-amzn-vpc-id: vpc-1",
            "x-amzn-vpcx: kept"
        };

        // when
        String outside = bed.edge().call(get(EdgeFixture.HOST, forged)).body();
        bed.deployed(stage("prod")
                .privately()
                .policy(Policies.of(allow(ALL)))
                .method("GET", "/where", saying(echo + " $context.identity.vpceId")));
        String inside = call(GREEN, get(EdgeFixture.HOST, forged)).body();

        // then
        assertThat(outside).doesNotContainIgnoringCase("vpce").contains("x-amzn-vpcx");
        assertThat(inside).endsWith("] vpce-green").contains("x-amzn-vpcx").doesNotContainIgnoringCase("vpce-id");
    }

    @Test
    @DisplayName("security-requirements 26: a client in a private network is no proxy of the internet's, and limited")
    void limitsClientsWhoseAddressIsThatOfAProxy() throws IOException {
        // given
        stop();
        var proxies = TrustedProxies.of(List.of("127.0.0.0/8"));
        bed = new SignedBed(EdgeFixture.privately(
                WatchedLoops.start(2),
                EdgeLimits.defaults(),
                new SourceLimits.Settings(100, 1, 100, 100, proxies),
                BLUE));
        bed.deployed(inside(allow(ALL)));

        // when
        try (var ofProxy = bed.edge().client();
                var first = new RawClient(bed.edge().port(BLUE))) {
            assertForbidden(ofProxy.send(get(EdgeFixture.HOST)).reply());
            assertThat(first.send(get(EdgeFixture.HOST)).reply().status()).isEqualTo(200);
            try (var second = new RawClient(bed.edge().port(BLUE))) {
                second.patience(EdgeFixture.PATIENCE)
                        .sendAnyway(get(EdgeFixture.HOST).getBytes(StandardCharsets.US_ASCII));
                assertThat(second.isEnded()).isTrue();
            }
        }

        // then
        Await.until("the place is free", () -> bed.edge().telemetry().snapshot().openConnections() == 0);
        assertThat(call(BLUE, get(EdgeFixture.HOST)).status()).isEqualTo(200);
    }

    @Test
    void namesTheEndpointInTheAccessLog() throws IOException {
        // given
        bed.deployed(inside(allow(ALL)));

        // when
        call(BLUE, get(EdgeFixture.HOST));

        // then
        Await.until("the call is logged", () -> bed.edge().log().contains("\"vpceId\":\"vpce-blue\""));
    }
}
