package dev.sluice.data.access.policy;

import static dev.sluice.data.fixtures.Policies.about;
import static dev.sluice.data.fixtures.Policies.allow;
import static dev.sluice.data.fixtures.Policies.identity;
import static dev.sluice.data.fixtures.StageDraft.signedPets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.SessionDraft;
import dev.sluice.data.fixtures.Signing;
import dev.sluice.data.fixtures.StageDraft;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("identity-and-waf 5: the policies of role, session and API over a call that a session has signed")
class SessionPoliciesTest {
    private static final String OWN = "123456789012";
    private static final String FOREIGN = "210987654321";
    private static final String ALL = "execute-api:/*";
    private static final String USER = ":assumed-role/Reader/session-1 is not authorized to perform:"
            + " execute-api:Invoke on resource:"
            + " arn:aws:execute-api:us-east-1:********9012:abc1234567/prod/GET/pets/7";

    private final Gateway gateway = new Gateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Gateway.Answer call(SessionDraft session, StageDraft draft) {
        var call = gateway.call(gateway.compile(draft.snapshot()), "GET", "/pets/7");
        Signing.of("abc1234567.execute-api.localhost")
                .session(session, session.token(gateway.sessions()))
                .signed("GET", "/prod/pets/7", new byte[0])
                .headers()
                .forEach(header -> call.header(header.name(), header.value()));
        return call.send();
    }

    private static String policy(String effect) {
        return Policies.of(
                effect.equals("silent")
                        ? identity("Allow", "arn:aws:s3:::b")
                        : identity(effect, "arn:aws:execute-api:*:*:*"));
    }

    private Gateway.Answer decided(String account, String role, @Nullable String session, @Nullable String resource) {
        gateway.keys().put(SessionDraft.role(account, 1, policy("silent"), policy(role)));
        SessionDraft draft = SessionDraft.session(account);
        if (session != null) {
            draft.policy(policy(session));
        }
        StageDraft api = signedPets();
        if (resource != null) {
            api.policy(Policies.of(about(resource, "arn:aws:iam::" + account + ":role/Reader", ALL)));
        }
        return call(draft, api);
    }

    @ParameterizedTest
    @DisplayName("a session policy has to allow what role or API allow; a Deny anywhere wins")
    @CsvSource(
            nullValues = "-",
            value = {
                "123456789012,Allow,-,-,-",
                "123456789012,Allow,Allow,-,-",
                "123456789012,Allow,silent,-,because no session policy allows the execute-api:Invoke action",
                "123456789012,Allow,Deny,-,with an explicit deny in a session policy",
                "123456789012,silent,Allow,-,because no identity-based policy allows the execute-api:Invoke action",
                "123456789012,silent,-,Allow,-",
                "123456789012,silent,Allow,Allow,-",
                "123456789012,silent,silent,Allow,because no session policy allows the execute-api:Invoke action",
                "123456789012,Allow,Allow,Deny,with an explicit deny in a resource-based policy",
                "123456789012,Deny,Allow,Allow,with an explicit deny in an identity-based policy",
                "210987654321,Allow,Allow,Allow,-",
                "210987654321,Allow,-,-,because no resource-based policy allows the execute-api:Invoke action",
                "210987654321,silent,-,Allow,because no identity-based policy allows the execute-api:Invoke action",
                "210987654321,Allow,silent,Allow,because no session policy allows the execute-api:Invoke action"
            })
    void decides(
            String account, String role, @Nullable String session, @Nullable String resource, @Nullable String denial) {
        // when
        var answer = decided(account, role, session, resource);

        // then
        assertThat(answer.body())
                .isEqualTo(
                        denial == null
                                ? "pet"
                                : "{\"Message\":\"User: arn:aws:sts::" + account + USER + " " + denial + "\"}");
    }

    @ParameterizedTest
    @DisplayName("whom a resource policy names: the role, its session, or another")
    @CsvSource({
        "Allow,arn:aws:iam::123456789012:role/Reader,200",
        "Allow,arn:aws:sts::123456789012:assumed-role/Reader/session-1,200",
        "Allow,arn:aws:sts::123456789012:assumed-role/Reader/session-2,403",
        "Allow,arn:aws:iam::123456789012:role/Writer,403",
        "Allow,arn:aws:iam::123456789012:user/Reader,403",
        "Allow,123456789012,403",
        "Deny,arn:aws:sts::123456789012:assumed-role/Reader/session-1,403"
    })
    void knowsWhoIsNamed(String effect, String principal, int status) {
        // given
        gateway.keys().put(SessionDraft.role(OWN, 1, policy(effect.equals("Deny") ? "Allow" : "silent")));

        // when
        var answer = call(SessionDraft.session(OWN), signedPets().policy(Policies.of(about(effect, principal, ALL))));

        // then
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 3.3: conditions on the session, of role, session and resource policies")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ArnEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::123456789012:role/Reader\"}|200",
                "\"ArnEquals\":{\"aws:PrincipalArn\":\"arn:aws:sts::123456789012:assumed-role/Reader/session-1\"}|403",
                "\"StringEquals\":{\"aws:PrincipalType\":\"AssumedRole\"}|200",
                "\"StringEquals\":{\"aws:userid\":\"AROAOFTHETESTS0000001:session-1\"}|200",
                "\"StringLike\":{\"aws:userid\":\"AROAOFTHETESTS0000001:*\"}|200",
                "\"Null\":{\"aws:username\":\"true\"}|200",
                "\"DateGreaterThan\":{\"aws:TokenIssueTime\":\"2026-01-01T00:00:00Z\"}|200",
                "\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-01-01T00:00:00Z\"}|403",
                "\"StringEquals\":{\"aws:PrincipalAccount\":\"210987654321\"}|403"
            })
    void asksTheConditionsOfAllPolicies(String condition, int status) {
        // given
        String conditional = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                + "\"execute-api:*\",\"Resource\":\"*\",\"Condition\":{" + condition + "}}}";
        gateway.keys().put(SessionDraft.role(OWN, 1, conditional));

        // when
        var byRole = call(SessionDraft.session(OWN), signedPets());
        gateway.keys().put(SessionDraft.role(OWN, 2, policy("Allow")));
        var bySession = call(SessionDraft.session(OWN).policy(conditional), signedPets());
        gateway.keys().put(SessionDraft.role(OWN, 3));
        var byResource = call(SessionDraft.session(OWN), signedPets().policy(Policies.of(allow(ALL, condition))));

        // then
        assertThat(byRole.status()).isEqualTo(status);
        assertThat(bySession.status()).isEqualTo(status);
        assertThat(byResource.status()).isEqualTo(status);
    }

    @Test
    void aSessionIsOfTheAccountOfItsRoleAlone() {
        // given
        gateway.keys().put(SessionDraft.role(OWN, 1, policy("Allow")));

        // when
        var answer = call(SessionDraft.session(FOREIGN), signedPets());

        // then
        assertThat(answer.header("x-amzn-ErrorType")).containsExactly("UnrecognizedClientException");
    }
}
