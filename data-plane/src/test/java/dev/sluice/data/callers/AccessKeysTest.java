package dev.sluice.data.callers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.Signing;
import dev.sluice.data.fixtures.Transforming;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AccessKeysTest {
    private static final String TENANT = "100000000001";

    private final AccessKeys keys = new AccessKeys(Transforming.ARNS);

    private AccessKey current() {
        return Objects.requireNonNull(keys.current(Objects.requireNonNull(keys.find(Signing.KEY, null))));
    }

    private Decision decision() {
        return current()
                .policies()
                .decide(new AccessRequest(
                        "execute-api:Invoke", "arn:aws:execute-api:us-east-1:1:a/prod/GET/", Map.of()));
    }

    @Test
    void knowsAKeyByWhatWasPublishedLast() {
        // given
        keys.put(Signing.record(TENANT, 1, Policies.of(Policies.identity("Deny", "*"))));

        // when
        keys.put(Signing.record(TENANT, 2, Policies.of(Policies.identity("Allow", "*"))));

        // then
        assertThat(decision()).isEqualTo(Decision.ALLOWED);
        assertThat(current().identity().arn()).isEqualTo("arn:aws:iam::100000000001:user/ann");
    }

    @Test
    void knowsNoKeyThatHasEnded() {
        // given
        keys.put(Signing.record(TENANT, 1, "{}"));

        // when
        keys.put(CredentialRecord.ended(TENANT, 2, Signing.KEY));

        // then
        assertThat(keys.find(Signing.KEY, null)).isNull();
    }

    @Test
    void aKeyWhosePolicyCannotBeReadMayDoNothing() {
        // when
        keys.put(Signing.record(TENANT, 1, "{\"Version\":\"2012-10-17\",\"Statement\":[{}]}"));

        // then
        assertThat(decision()).isEqualTo(Decision.EXPLICITLY_DENIED);
    }

    @Test
    void knowsNoKeyOfASuspendedTenantUntilItIsResumed() {
        // given
        keys.put(Signing.record(TENANT, 1, "{}"));

        // when
        keys.suspend(TENANT, true);

        // then
        assertThat(keys.find(Signing.KEY, null)).isNull();
        keys.suspend(TENANT, false);
        assertThat(keys.find(Signing.KEY, null)).isNotNull();
    }

    @Test
    void aKeyThatIsTakenBackWhileABodyComesIsNoneAnyMore() {
        // given
        keys.put(Signing.record(TENANT, 1, "{}"));
        FoundKey found = Objects.requireNonNull(keys.find(Signing.KEY, null));

        // when
        keys.suspend(TENANT, true);
        AccessKey suspended = keys.current(found);
        keys.suspend(TENANT, false);
        AccessKey resumed = keys.current(found);
        keys.remove(Signing.KEY);

        // then
        assertThat(suspended).isNull();
        assertThat(resumed).isNotNull();
        assertThat(keys.current(found)).isNull();
    }

    @Test
    void tellsNoSecret() {
        // when
        keys.put(Signing.record(TENANT, 1, "{}"));

        // then
        assertThat(String.valueOf(keys.find(Signing.KEY, null))).doesNotContain("secret");
        assertThat(current().toString()).doesNotContain("secret");
    }
}
