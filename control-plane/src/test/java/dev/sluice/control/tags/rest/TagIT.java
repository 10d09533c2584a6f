package dev.sluice.control.tags.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.fixtures.SignedHttp;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TagIT {
    private static final String ARN = "arn:aws:apigateway:us-east-1::";
    private static final String INVALID = "400 BadRequestException: Invalid ARN specified in the request";

    private Management caller;
    private SampleApi api;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
    }

    @Test
    @DisplayName("management-api 1: the ARN arrives fully percent-encoded, or with its slashes and colons")
    void readsTheArnEncodedOrRaw() {
        // given
        String arn = ARN + "/restapis/" + api.id();

        // when
        caller.put("/tags/" + encoded(arn), body("{'tags':{'encoded':'1'}}")).expect(204);
        caller.put("/tags/" + arn, body("{'tags':{'raw':'1'}}")).expect(204);
        caller.put("/tags/" + arn.replace(":", "%3a"), body("{'tags':{'mixed':'1'}}"))
                .expect(204);

        // then
        JsonNode tags = caller.get("/tags/" + encoded(arn)).ok();
        assertThat(tags).isEqualTo(expected("{'tags':{'encoded':'1','raw':'1','mixed':'1'}}"));
        assertThat(caller.get("/tags/" + arn).ok()).isEqualTo(tags);
        assertThat(caller.get("/restapis/" + api.id()).ok().get("tags")).isEqualTo(tags.get("tags"));
    }

    @TestFactory
    @DisplayName("management-api 1: TagResource and UntagResource answer 204, for every kind that is taggable")
    Stream<DynamicTest> everyKindMergesAndLosesTags() {
        api.deploy("prod");
        var kinds = Map.of(
                "RestApi", "/restapis/" + api.id(),
                "Stage", "/restapis/" + api.id() + "/stages/prod",
                "ClientCertificate",
                        "/clientcertificates/"
                                + caller.post("/clientcertificates", "")
                                        .created()
                                        .get("clientCertificateId")
                                        .textValue(),
                "VpcLink",
                        "/vpclinks/"
                                + caller.post("/vpclinks", body("{'name':'x','targetArns':['arn:aws:a:b:c:d']}"))
                                        .expect(202)
                                        .get("id")
                                        .textValue());
        return kinds.entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> mergesAndLosesTags(kind.getValue())));
    }

    private void mergesAndLosesTags(String path) {
        String tags = "/tags/" + encoded(ARN + path);

        assertThat(caller.get(tags).ok()).isEqualTo(expected("{'tags':{}}"));
        assertThat(caller.put(tags, body("{'tags':{'a':'1','b':'2'}}")).status())
                .isEqualTo(204);
        caller.put(tags, body("{'tags':{'b':'3','c':''}}")).expect(204);
        assertThat(caller.get(tags).ok()).isEqualTo(expected("{'tags':{'a':'1','b':'3','c':''}}"));
        assertThat(caller.get(path).ok().get("tags")).isEqualTo(expected("{'a':'1','b':'3','c':''}"));
        assertThat(caller.delete(tags + "?tagKeys=a&tagKeys=b&tagKeys=never").status())
                .isEqualTo(204);
        assertThat(caller.get(tags).ok()).isEqualTo(expected("{'tags':{'c':''}}"));
        caller.delete(tags + "?tagKeys=c").expect(204);
    }

    @Test
    @DisplayName("management-api 4: tags of an API are {} on get and absent in lists, never on an untagged stage")
    void showsNoTagsWhereThereAreNone() {
        // given
        api.deploy("prod");
        String stage = "/tags/" + encoded(ARN + "/restapis/" + api.id() + "/stages/prod");
        caller.put("/tags/" + encoded(ARN + "/restapis/" + api.id()), body("{'tags':{'a':'1'}}"))
                .expect(204);

        // then
        assertThat(caller.get(api.stages() + "/prod").ok().has("tags")).isFalse();
        caller.put(stage, body("{'tags':{'b':'1'}}")).expect(204);
        assertThat(caller.get(api.stages() + "/prod").ok().get("tags")).isEqualTo(expected("{'b':'1'}"));
        caller.delete(stage + "?tagKeys=b").expect(204);
        assertThat(caller.get(api.stages() + "/prod").ok().has("tags")).isFalse();
        caller.delete("/tags/" + encoded(ARN + "/restapis/" + api.id()) + "?tagKeys=a")
                .expect(204);
        assertThat(caller.get("/restapis/" + api.id()).ok().get("tags")).isEqualTo(expected("{}"));
        assertThat(caller.get("/restapis").ok().get("item").get(0).has("tags")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrong",
                "arn:aws:apigateway:us-east-1:",
                "arn:aws:apigateway:eu-west-1::/restapis/{api}",
                "arn:aws-cn:apigateway:us-east-1::/restapis/{api}",
                "arn:aws:s3:us-east-1::/restapis/{api}",
                "arn:aws:apigateway:us-east-1:999999999999:/restapis/{api}",
                "arn:aws:apigateway:us-east-1::restapis/{api}",
                "arn:aws:apigateway:us-east-1::/restapis",
                "arn:aws:apigateway:us-east-1::/restapis/{api}/",
                "arn:aws:apigateway:us-east-1:://restapis/{api}",
                "arn:aws:apigateway:us-east-1::/restapis/{api}/resources/{root}",
                "arn:aws:apigateway:us-east-1::/account",
            })
    void refusesAnArnThatNamesNothingTaggableHere(String arn) {
        String tags = "/tags/" + encoded(arn.replace("{api}", api.id()).replace("{root}", api.root()));

        assertThat(caller.get(tags).refusal()).isEqualTo(INVALID);
        assertThat(caller.put(tags, body("{'tags':{'a':'1'}}")).refusal()).isEqualTo(INVALID);
        assertThat(caller.delete(tags + "?tagKeys=a").refusal()).isEqualTo(INVALID);
    }

    @Test
    void answersAMissingThingAsItsGetDoes() {
        assertThat(caller.get("/tags/" + encoded(ARN + "/vpclinks/zzzzzzzzzz")).refusal())
                .isEqualTo("404 NotFoundException: Invalid Vpc Link identifier specified");
        assertThat(caller.put(
                                "/tags/" + encoded(ARN + "/restapis/" + api.id() + "/stages/none"),
                                body("{'tags':{'a':'1'}}"))
                        .refusal())
                .isEqualTo("404 NotFoundException: Invalid stage identifier specified");
    }

    @Test
    void refusesBadInput() {
        String tags = "/tags/" + encoded(ARN + "/restapis/" + api.id());

        assertThat(caller.put(tags, "{}").refusal())
                .isEqualTo("400 ValidationException: 1 validation error detected: Value null at"
                        + " 'tagResourceInput.tags' failed to satisfy constraint: Member must not be null");
        assertThat(caller.put(tags, body("{'tags':['a']}")).refusal())
                .isEqualTo("400 SerializationException: Expected null or start of structure");
        assertThat(caller.put(tags, body("{'tags':{'aws:a':'1'}}")).status()).isEqualTo(400);
        assertThat(caller.put(tags, body("{'tags':{'a':'" + "x".repeat(257) + "'}}"))
                        .status())
                .isEqualTo(400);
        assertThat(caller.delete(tags).refusal())
                .isEqualTo("400 ValidationException: 1 validation error detected: Value null at 'tagKeys' failed to"
                        + " satisfy constraint: Member must not be null");
        assertThat(caller.delete(tags + "?tagKeys=%00").status()).isEqualTo(400);
    }

    @Test
    void countsTheTagsThatAreThereAlready() {
        // given
        String tags = "/tags/" + encoded(ARN + "/restapis/" + api.id());
        caller.put(tags, numbered(0, 50)).expect(204);

        // then
        assertThat(caller.put(tags, numbered(50, 51)).refusal())
                .isEqualTo("400 BadRequestException: A resource cannot have more than 50 tags");
        assertThat(caller.put(tags, numbered(49, 50)).status()).isEqualTo(204);
        assertThat(caller.get(tags).ok().get("tags")).hasSize(50);
    }

    @Test
    void loosesNoTagWhenManyAreGivenAtOnce() throws InterruptedException {
        // given
        String tags = "/tags/" + encoded(ARN + "/restapis/" + api.id());
        List<Thread> threads = new ArrayList<>();

        // when
        for (int i = 0; i < 10; i++) {
            String one = numbered(i, i + 1);
            threads.add(Thread.ofVirtual().start(() -> caller.put(tags, one)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        // then
        assertThat(caller.get(tags).ok().get("tags")).hasSize(10);
    }

    @Test
    @DisplayName("the permission is on the ARN, encoded whole, however the caller spells it")
    void oneArnHasOneReadingForPolicies() {
        // given
        String arn = ARN + "/restapis/" + api.id();
        var denied = withPolicy("""
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Action":"apigateway:*","Resource":"*"},
                  {"Effect":"Deny","Action":"apigateway:PUT","Resource":"arn:aws:apigateway:us-east-1::/tags/%s"}]}
                """.formatted(encoded(arn)));

        // then
        for (String spelling : List.of(encoded(arn), arn, arn.replace(":", "%3a"), arn.replace("/", "%2f"))) {
            assertThat(denied.put("/tags/" + spelling, "{\"tags\":{\"a\":\"1\"}}")
                            .status())
                    .as(spelling)
                    .isEqualTo(403);
            assertThat(denied.get("/tags/" + spelling).status()).as(spelling).isEqualTo(200);
        }
    }

    @Test
    void aDeveloperTagsApisAndNothingElse() {
        var developer = client("{\"role\":\"developer\"}");
        String link = caller.post("/vpclinks", body("{'name':'x','targetArns':['arn:aws:a:b:c:d']}"))
                .expect(202)
                .get("id")
                .textValue();

        assertThat(developer
                        .put("/tags/" + encoded(ARN + "/restapis/" + api.id()), "{\"tags\":{\"a\":\"1\"}}")
                        .status())
                .isEqualTo(204);
        assertThat(developer
                        .put("/tags/" + encoded(ARN + "/vpclinks/" + link), "{\"tags\":{\"a\":\"1\"}}")
                        .status())
                .isEqualTo(403);
        assertThat(developer.get("/tags/" + ARN + "/vpclinks/" + link).status()).isEqualTo(200);
    }

    private SignedHttp withPolicy(String policy) {
        String text = policy.replace("\n", " ").replace("\"", "\\\"");
        return client("{\"policy\":\"" + text + "\"}");
    }

    private SignedHttp client(String grant) {
        JsonNode key = caller.post("/platform/access-keys", grant).created();
        return SignedHttp.as(
                new AccessKeyPair(key.get("id").textValue(), key.get("secret").textValue()));
    }

    private static String numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "\"key" + i + "\":\"" + i + "\"")
                .collect(Collectors.joining(",", "{\"tags\":{", "}}"));
    }

    private static String encoded(String arn) {
        return URLEncoder.encode(arn, StandardCharsets.UTF_8);
    }
}
