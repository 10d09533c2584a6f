package dev.sluice.control.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.PublishedAccess;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.fixtures.SignedHttp;
import dev.sluice.control.fixtures.SignedHttp.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PlatformApiIT {
    private final SignedHttp operator = SignedHttp.as(AccessKeyPair.operator());

    @Inject
    PublishedAccess access;

    @Test
    void makesATenantWhoseKeyWorksAtOnce() {
        // given
        Answer created = operator.post("/platform/tenants", "{\"name\":\"Pet shop\"}");

        // when
        Answer keys = SignedHttp.as(keyOf(created)).get("/platform/access-keys");

        // then
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.json().path("id").asText()).matches("[1-9][0-9]{11}");
        assertThat(keys.status()).as(keys.body()).isEqualTo(200);
        assertThat(keys.json().path("items")).hasSize(1);
        assertThat(keys.body()).doesNotContain("secret");
    }

    @Test
    void refusesTheOperatorsCallsToATenant() {
        // when
        Answer answer = SignedHttp.as(AccessKeyPair.firstTenant()).get("/platform/tenants");

        // then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorType()).isEqualTo("AccessDeniedException");
        assertThat(answer.message())
                .matches("User: arn:aws:iam::\\d{12}:user/owner is not authorized to perform: sluice:ListTenants"
                        + " on resource: arn:aws:sluice:us-east-1:\\d{12}:/platform/tenants");
    }

    @Test
    void suspendsAndResumesATenant() {
        // given
        Answer created = operator.post("/platform/tenants", "{\"name\":\"Late payer\"}");
        String id = created.json().path("id").asText();
        var tenant = SignedHttp.as(keyOf(created));
        tenant.get("/platform/access-keys");

        // when
        Answer suspended = operator.post("/platform/tenants/" + id + "/suspend", "");
        Answer refused = tenant.get("/restapis");
        Answer resumed = operator.post("/platform/tenants/" + id + "/resume", "");
        Answer served = tenant.get("/platform/access-keys");

        // then
        assertThat(suspended.json().path("status").asText()).isEqualTo("suspended");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.errorType()).isEqualTo("AccessDeniedException");
        assertThat(refused.message()).isEqualTo("The account " + id + " is suspended");
        assertThat(resumed.json().path("status").asText()).isEqualTo("active");
        assertThat(served.status()).isEqualTo(200);
    }

    @Test
    void setsLimitsAndRefusesNonsense() {
        // given
        Answer created = operator.post("/platform/tenants", "{\"name\":\"Big uploads\"}");
        String limits = "/platform/tenants/" + created.json().path("id").asText() + "/limits";

        // when
        Answer set = operator.put(limits, "{\"maxTimeoutMillis\":900000,\"waitForPropagation\":true}");
        Answer refused = operator.put(limits, "{\"maxTimeoutMillis\":900001}");
        Answer reset = operator.put(limits, "{\"maxResources\":500}");

        // then
        assertThat(set.json().path("maxTimeoutMillis").asInt()).isEqualTo(900_000);
        assertThat(set.json().path("maxRestApis").asInt()).isEqualTo(600);
        assertThat(set.json().path("waitForPropagation").asBoolean()).isTrue();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("Invalid maxTimeoutMillis specified, must be between 50 and 900000");
        assertThat(reset.json()).isEqualTo(SampleApi.expected("""
                {'maxRestApis':600,'maxResources':500,'maxStages':10,'maxStageVariables':100,'maxAuthorizers':10,
                 'maxDocumentationParts':2000,'maxUsagePlans':300,'maxUsagePlansPerKey':10,'maxApiKeys':10000,
                 'maxClientCertificates':60,'maxVpcLinks':20,'maxRoles':1000,'maxMethodThrottles':20,'maxTimeoutMillis':29000,
                 'throttleBurstLimit':5000,'throttleRateLimit':10000,'waitForPropagation':false}
                """));
    }

    @Test
    void publishesTheThrottleOfAnAccountThatIsNotTheDefault() {
        // given
        Answer created = operator.post("/platform/tenants", "{\"name\":\"Fast\"}");
        String id = created.json().path("id").asText();
        String place = id + "/tenant/" + id;

        // when
        operator.put("/platform/tenants/" + id + "/limits", "{\"throttleRateLimit\":20}");
        TenantRecord fast = access.of(place, TenantRecord.class);
        operator.post("/platform/tenants/" + id + "/suspend", "");
        TenantRecord suspended = access.of(place, TenantRecord.class);
        operator.put("/platform/tenants/" + id + "/limits", "{}");
        TenantRecord reset = access.of(place, TenantRecord.class);

        // then
        assertThat(fast.throttle()).isEqualTo(new TenantRecord.Throttle(20, 5_000));
        assertThat(fast.suspended()).isFalse();
        assertThat(suspended.throttle()).isEqualTo(fast.throttle());
        assertThat(suspended.suspended()).isTrue();
        assertThat(reset.throttle()).isNull();
        assertThat(reset.suspended()).isTrue();
    }

    @Test
    void aDeletedKeySignsNothingAnyMore() {
        // given
        var owner = SignedHttp.as(AccessKeyPair.firstTenant());
        Answer created = owner.post("/platform/access-keys", "{\"role\":\"developer\",\"name\":\"ci\"}");
        var developer = SignedHttp.as(new AccessKeyPair(
                created.json().path("id").asText(),
                created.json().path("secret").asText()));
        Answer before = developer.get("/account");

        // when
        Answer deleted = owner.delete(
                "/platform/access-keys/" + created.json().path("id").asText());
        Answer after = developer.get("/account");

        // then
        assertThat(before.status()).isEqualTo(200);
        assertThat(deleted.status()).as(deleted.body()).isEqualTo(204);
        assertThat(after.errorType()).isEqualTo("UnrecognizedClientException");
    }

    @Test
    void refusesAPolicyThatAsksWhatNoCallTells() {
        var owner = SignedHttp.as(AccessKeyPair.firstTenant());

        Answer refused = owner.post("/platform/access-keys", policyBody("aws:MultiFactorAuthPresent", "Bool", "false"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message())
                .startsWith("Invalid policy document: the condition key aws:multifactorauthpresent is not supported");
    }

    @Test
    void aDenyByTimeFires() {
        // given
        var owner = SignedHttp.as(AccessKeyPair.firstTenant());
        Answer created = owner.post(
                "/platform/access-keys", policyBody("aws:CurrentTime", "DateGreaterThan", "2020-01-01T00:00:00Z"));

        // when
        Answer denied = SignedHttp.as(new AccessKeyPair(
                        created.json().path("id").asText(),
                        created.json().path("secret").asText()))
                .get("/restapis");

        // then
        assertThat(denied.errorType()).isEqualTo("AccessDeniedException");
    }

    @ParameterizedTest
    @CsvSource({"StringEquals,403", "StringNotEquals,200"})
    void replacesThePolicyVariablesOfAKey(String operator, int status) {
        // given
        var owner = SignedHttp.as(AccessKeyPair.firstTenant());
        Answer created = owner.post(
                "/platform/access-keys", policyBody("aws:PrincipalAccount", operator, "${aws:PrincipalAccount}"));

        // when
        Answer answer = SignedHttp.as(new AccessKeyPair(
                        created.json().path("id").asText(),
                        created.json().path("secret").asText()))
                .get("/restapis");

        // then
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void refusesAPolicyVariableThatStandsForNothing() {
        var owner = SignedHttp.as(AccessKeyPair.firstTenant());

        Answer refused = owner.post(
                "/platform/access-keys", policyBody("aws:username", "StringEquals", "${aws:PrincipalTag/team}"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message())
                .startsWith("Invalid policy document: the policy variable ${aws:principaltag/team} is not supported");
    }

    @Test
    void keepsTheLastOwnerKey() {
        // given
        Answer created = operator.post("/platform/tenants", "{\"name\":\"Lonely\"}");
        var key = keyOf(created);

        // when
        Answer refused = SignedHttp.as(key).delete("/platform/access-keys/" + key.id());

        // then
        assertThat(refused.status()).isEqualTo(409);
    }

    @Test
    void aForeignKeyAnswersAsAMissingOne() {
        // given
        var owner = SignedHttp.as(AccessKeyPair.firstTenant());

        // when
        Answer foreign =
                owner.delete("/platform/access-keys/" + AccessKeyPair.operator().id());
        Answer missing = owner.delete("/platform/access-keys/AKIAAAAAAAAAAAAAAAAA");
        Answer malformed = owner.delete("/platform/access-keys/%20");

        // then
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo(foreign.body());
        assertThat(malformed.body()).isEqualTo(foreign.body());
    }

    @Test
    void pagesThroughTenants() {
        // given
        operator.post("/platform/tenants", "{\"name\":\"One more\"}");

        // when
        Answer first = operator.get("/platform/tenants?limit=1");
        Answer second = operator.get("/platform/tenants?limit=1&position="
                + first.json().path("position").asText());

        // then
        assertThat(first.json().path("items")).hasSize(1);
        assertThat(second.json().path("items").path(0).path("id").asText())
                .isNotEqualTo(first.json().path("items").path(0).path("id").asText());
    }

    /** A key that may do everything, but nothing when the condition holds. */
    private static String policyBody(String key, String operator, String value) {
        String policy = """
                {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'*','Resource':'*'},
                 {'Effect':'Deny','Action':'*','Resource':'*','Condition':{'%s':{'%s':'%s'}}}]}""".formatted(operator, key, value);
        return "{\"policy\":\"%s\"}".formatted(policy.replace("\n", "").replace("'", "\\\""));
    }

    private static AccessKeyPair keyOf(Answer created) {
        var key = created.json().path("accessKey");
        return new AccessKeyPair(key.path("id").asText(), key.path("secret").asText());
    }
}
