package dev.sluice.data.access.policy;

import static dev.sluice.data.fixtures.Policies.about;
import static dev.sluice.data.fixtures.Policies.allow;
import static dev.sluice.data.fixtures.Policies.deny;
import static dev.sluice.data.fixtures.Policies.identity;
import static dev.sluice.data.fixtures.StageDraft.signedPets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.Signing;
import dev.sluice.data.fixtures.StageDraft;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("rest-api-runtime 3.3, 3.6: the policies over a caller who has signed the call")
class CallerPoliciesTest {
    private static final String OWN = "123456789012";
    private static final String FOREIGN = "210987654321";
    private static final String HOST = "abc1234567.execute-api.localhost";
    private static final String ALL = "execute-api:/*";
    private static final String CALLED = " is not authorized to perform: execute-api:Invoke on resource:"
            + " arn:aws:execute-api:us-east-1:********9012:abc1234567/prod/GET/pets/7";

    private final Gateway gateway = new Gateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Gateway.Answer call(String account, String keyPolicy, StageDraft draft) {
        gateway.keys().put(Signing.record(account, 1, keyPolicy));
        var call = gateway.call(gateway.compile(draft.snapshot()), "GET", "/pets/7");
        Signing.of(HOST)
                .signed("GET", "/prod/pets/7", new byte[0])
                .headers()
                .forEach(header -> call.header(header.name(), header.value()));
        return call.send();
    }

    private static String keyPolicy(@Nullable String effect) {
        return Policies.of(
                effect == null ? identity("Allow", "arn:aws:s3:::b") : identity(effect, "arn:aws:execute-api:*:*:*"));
    }

    private static String user(String account) {
        return "User: arn:aws:iam::" + account + ":user/ann";
    }

    private static void assertDenied(Gateway.Answer answer, String message) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"Message\":\"" + message + "\"}");
        assertThat(answer.header("x-amzn-ErrorType")).containsExactly("AccessDeniedException");
    }

    private static void assertDecided(Gateway.Answer answer, String account, @Nullable String denial) {
        if (denial == null) {
            assertThat(answer.body()).isEqualTo("pet");
            return;
        }
        String basis = denial.substring(0, denial.indexOf(' '));
        String cause = denial.endsWith("deny")
                ? " with an explicit deny in " + (basis.equals("identity") ? "an " : "a ") + basis + "-based policy"
                : " because no " + basis + "-based policy allows the execute-api:Invoke action";
        assertDenied(answer, (denial.contains("anonymous") ? "User: anonymous" : user(account)) + CALLED + cause);
    }

    @ParameterizedTest
    @DisplayName("table A: a caller of the API's account")
    @CsvSource(
            nullValues = "-",
            value = {
                "Allow,Allow,-",
                "Allow,-,-",
                "Allow,Deny,resource anonymous deny",
                "-,Allow,-",
                "-,-,identity silent",
                "-,Deny,resource anonymous deny",
                "Deny,Allow,identity deny",
                "Deny,-,identity deny",
                "Deny,Deny,resource anonymous deny"
            })
    void letsPassWhatEitherAllowsWithinAnAccount(
            @Nullable String key, @Nullable String policy, @Nullable String denial) {
        assertDecided(call(OWN, keyPolicy(key), signedPets().policy(resource(policy))), OWN, denial);
    }

    @ParameterizedTest
    @DisplayName("table B: a caller of another account")
    @CsvSource(
            nullValues = "-",
            value = {
                "Allow,Allow,-",
                "Allow,-,resource silent",
                "Allow,Deny,resource anonymous deny",
                "-,Allow,identity silent",
                "-,-,identity silent",
                "-,Deny,resource anonymous deny",
                "Deny,Allow,identity deny",
                "Deny,-,identity deny",
                "Deny,Deny,resource anonymous deny"
            })
    void letsPassWhatBothAllowAcrossAccounts(@Nullable String key, @Nullable String policy, @Nullable String denial) {
        assertDecided(call(FOREIGN, keyPolicy(key), signedPets().policy(resource(policy))), FOREIGN, denial);
    }

    private static String resource(@Nullable String effect) {
        return Policies.of(
                effect == null ? allow("execute-api:/other/*") : effect.equals("Allow") ? allow(ALL) : deny(ALL));
    }

    @ParameterizedTest
    @DisplayName("3.3: no policy at all is silence, so that the key's own policy suffices within the account alone")
    @CsvSource(
            nullValues = "-",
            value = {
                "123456789012,Allow,-",
                "123456789012,-,identity silent",
                "123456789012,Deny,identity deny",
                "210987654321,Allow,resource silent"
            })
    void takesTheAbsenceOfAPolicyForSilence(String account, @Nullable String key, @Nullable String denial) {
        assertDecided(call(account, keyPolicy(key), signedPets()), account, denial);
    }

    @ParameterizedTest
    @DisplayName("identity-and-waf 5: whom the resource policy names")
    @CsvSource({
        "123456789012,Allow,arn:aws:iam::123456789012:user/ann,200",
        "123456789012,Allow,arn:aws:iam::123456789012:user/bob,403",
        "123456789012,Allow,123456789012,403",
        "210987654321,Allow,210987654321,403",
        "123456789012,Deny,arn:aws:iam::123456789012:user/ann,403",
        "123456789012,Deny,arn:aws:iam::123456789012:root,403"
    })
    void knowsWhoIsNamed(String account, String effect, String principal, int status) {
        // given: a key that may do nothing of its own
        var draft = signedPets().policy(Policies.of(about(effect, principal, ALL)));

        // then
        assertThat(call(account, keyPolicy(null), draft).status()).isEqualTo(status);
    }

    @Test
    void namesTheCallerWhomAResourcePolicyDenies() {
        // given
        var draft = signedPets().policy(Policies.of(allow(ALL), about("Deny", OWN, ALL)));

        // then
        assertDecided(call(OWN, keyPolicy("Allow"), draft), OWN, "resource deny");
    }

    @Test
    void anAccountThatIsNamedLetsItsUsersInByTheirOwnPolicies() {
        // given
        var draft = signedPets().policy(Policies.of(about("Allow", FOREIGN, ALL)));

        // then
        assertThat(call(FOREIGN, keyPolicy("Allow"), draft).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @DisplayName("3.3: conditions on the account, user and key of the caller, of both policies")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"StringEquals\":{\"aws:PrincipalAccount\":\"123456789012\"}|200",
                "\"StringEquals\":{\"aws:PrincipalAccount\":\"210987654321\"}|403",
                "\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::123456789012:user/*\"}|200",
                "\"StringEquals\":{\"aws:PrincipalType\":\"User\"}|200",
                "\"StringEquals\":{\"aws:username\":\"ann\"}|200",
                "\"StringEquals\":{\"aws:userid\":\"AKIAOFTHETESTS000001\"}|200",
                "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}|403",
                "\"Null\":{\"aws:TokenIssueTime\":\"true\"}|200",
                "\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}|200",
                "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}|200"
            })
    void asksTheConditionsOfBothPolicies(String condition, int status) {
        String ofKey = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"execute-api:*\","
                + "\"Resource\":\"*\",\"Condition\":{" + condition + "}}}";

        assertThat(call(OWN, ofKey, signedPets()).status()).isEqualTo(status);
        assertThat(call(OWN, keyPolicy(null), signedPets().policy(Policies.of(allow(ALL, condition))))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @DisplayName("identity-and-waf 5: policy variables stand for who calls, in both policies")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "arn:aws:execute-api:*:*:*/GET/pets/${aws:username}|403",
                "arn:aws:execute-api:*:*:*/GET/*${aws:username, '7'}|403",
                "arn:aws:execute-api:*:*:*/${aws:TokenIssueTime, 'GET'}/pets/*|200",
                "arn:aws:execute-api:*:*:${aws:TokenIssueTime, 'x'}*|403",
                "arn:aws:execute-api:*:*:*${aws:TokenIssueTime}*|403"
            })
    void replacesTheVariablesOfBothPolicies(String resource, int status) {
        assertThat(call(OWN, Policies.of(identity("Allow", resource)), signedPets())
                        .status())
                .isEqualTo(status);
        assertThat(call(OWN, keyPolicy(null), signedPets().policy(Policies.of(allow(resource))))
                        .status())
                .isEqualTo(status);
    }

    @Test
    @DisplayName("identity-and-waf 5: a Deny for all but one's own things holds once it is known who calls")
    void deniesWhatIsNotTheCallersOwn() {
        String own = "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"execute-api:Invoke\","
                + "\"NotResource\":\"execute-api:/prod/GET/pets/${aws:username}\"}";

        assertDenied(
                call(OWN, keyPolicy("Allow"), signedPets().policy(Policies.of(allow(ALL), own))),
                user(OWN) + CALLED + " with an explicit deny in a resource-based policy");
        String seven = own.replace("aws:username", "aws:TokenIssueTime, '7'");
        assertThat(call(OWN, keyPolicy("Allow"), signedPets().policy(Policies.of(allow(ALL), seven)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("10.2: an owner may restyle the denial")
    void answersAsTheOwnerCustomised() {
        // given
        var draft = signedPets()
                .gatewayResponse("ACCESS_DENIED", 401, Map.of(), Map.of("application/json", "{\"no\":true}"));

        // when
        var answer = call(OWN, keyPolicy("Deny"), draft);

        // then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"no\":true}");
    }
}
