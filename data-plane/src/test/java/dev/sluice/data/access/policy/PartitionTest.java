package dev.sluice.data.access.policy;

import static dev.sluice.data.fixtures.Policies.about;
import static dev.sluice.data.fixtures.Policies.allow;
import static dev.sluice.data.fixtures.Policies.identity;
import static dev.sluice.data.fixtures.StageDraft.signedPets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.arn.Arns;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.SessionDraft;
import dev.sluice.data.fixtures.Signing;
import dev.sluice.data.fixtures.StageDraft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("identity-and-waf 5: methods and callers of an installation in another partition, as policies name them")
class PartitionTest {
    private static final String OWN = "123456789012";
    private static final String SILENT = Policies.of(identity("Allow", "arn:aws-cn:s3:::b"));
    private static final String DENIAL = " is not authorized to perform: execute-api:Invoke on resource:"
            + " arn:aws-cn:execute-api:us-east-1:********9012:abc1234567/prod/GET/pets/7";

    private final Gateway gateway = new Gateway(new Arns("aws-cn", "us-east-1"));

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Gateway.Answer call(Signing signing, StageDraft draft) {
        var call = gateway.call(gateway.compile(draft.snapshot()), "GET", "/pets/7");
        signing.signed("GET", "/prod/pets/7", new byte[0])
                .headers()
                .forEach(header -> call.header(header.name(), header.value()));
        return call.send();
    }

    private Gateway.Answer byUser(String policy, StageDraft draft) {
        gateway.keys().put(Signing.record(OWN, 1, policy));
        return call(signing(), draft);
    }

    private Gateway.Answer bySession(String policy, StageDraft draft) {
        gateway.keys().put(SessionDraft.role(OWN, 1, policy));
        SessionDraft session = SessionDraft.session(OWN);
        return call(signing().session(session, session.token(gateway.sessions())), draft);
    }

    private static Signing signing() {
        return Signing.of("abc1234567.execute-api.localhost");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws-cn:execute-api:us-east-1:123456789012:abc1234567/prod/GET/pets/7,200",
        "arn:aws:execute-api:us-east-1:123456789012:abc1234567/prod/GET/pets/7,403"
    })
    void aMethodIsMatchedByItsArnThere(String resource, int status) {
        assertThat(byUser(Policies.of(identity("Allow", resource)), signedPets())
                        .status())
                .isEqualTo(status);
        assertThat(bySession(Policies.of(identity("Allow", resource)), signedPets())
                        .status())
                .isEqualTo(status);
        assertThat(byUser(SILENT, signedPets().policy(Policies.of(allow(resource))))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws-cn:iam::123456789012:user/ann,200,403",
        "arn:aws:iam::123456789012:user/ann,403,403",
        "arn:aws-cn:iam::123456789012:role/Reader,403,200",
        "arn:aws-cn:sts::123456789012:assumed-role/Reader/session-1,403,200",
        "arn:aws:sts::123456789012:assumed-role/Reader/session-1,403,403"
    })
    void aCallerIsNamedByItsArnThere(String principal, int user, int session) {
        StageDraft draft = signedPets().policy(Policies.of(about("Allow", principal, "execute-api:/*")));

        assertThat(byUser(SILENT, draft).status()).isEqualTo(user);
        assertThat(bySession(SILENT, draft).status()).isEqualTo(session);
    }

    @Test
    void aDenialNamesBoth() {
        assertThat(byUser(SILENT, signedPets()).body())
                .isEqualTo("{\"Message\":\"User: arn:aws-cn:iam::123456789012:user/ann" + DENIAL
                        + " because no identity-based policy allows the execute-api:Invoke action\"}");
    }
}
