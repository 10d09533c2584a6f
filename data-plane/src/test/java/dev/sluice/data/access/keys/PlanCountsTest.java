package dev.sluice.data.access.keys;

import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.UsagePlanRecord.Quota;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.throttle.SharedBuckets;
import org.junit.jupiter.api.Test;

class PlanCountsTest {
    private static final long DAY = 20_000;
    private static final PlanQuota TWO_A_DAY = PlanQuota.of(new Quota(2, 0, "DAY"));
    private static final KeyInPlan NAME = new KeyInPlan("100000000001", "p1", "k1");
    private static final KeyInPlan ANOTHER_TENANTS = new KeyInPlan("100000000002", "p1", "k1");

    private final PlanCounts counts = new PlanCounts(new UsageLedger());

    private static QuotaTotal used(long calls) {
        return new QuotaTotal(PlanQuota.Period.DAY, DAY, calls, 0);
    }

    @Test
    void takesTotalsBeforeTheirKeyAndAfterIt() {
        // given
        counts.tell(NAME, used(1), 0);

        // when
        PlanCount count = counts.join(NAME);
        boolean first = count.tryAdd(TWO_A_DAY, 0, DAY);
        boolean second = count.tryAdd(TWO_A_DAY, 0, DAY);
        counts.forgetTotal(NAME);
        boolean third = count.tryAdd(TWO_A_DAY, 0, DAY);
        counts.tell(NAME, used(2), 0);
        boolean fourth = count.tryAdd(TWO_A_DAY, 0, DAY);

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(third).isTrue();
        assertThat(fourth).isFalse();
    }

    @Test
    void keepsTenantsApartThatNamePlanAndKeyAlike() {
        // given
        counts.tell(ANOTHER_TENANTS, used(2), 0);

        // when
        boolean mine = counts.join(NAME).tryAdd(TWO_A_DAY, 0, DAY);
        boolean theirs = counts.join(ANOTHER_TENANTS).tryAdd(TWO_A_DAY, 0, DAY);

        // then
        assertThat(mine).isTrue();
        assertThat(theirs).isFalse();
    }

    @Test
    void remembersWhatAKeyUsedThatComesBackToItsPlan() {
        // given
        counts.join(NAME);
        counts.tell(NAME, used(2), 0);

        // when
        counts.leave(NAME);

        // then
        assertThat(counts.join(NAME).tryAdd(TWO_A_DAY, 0, DAY)).isFalse();
    }

    @Test
    void holdsNothingOfKeysThatAreGone() {
        // given
        counts.join(NAME);
        counts.tell(NAME, used(1), 0);
        counts.join(ANOTHER_TENANTS);
        counts.tell(ANOTHER_TENANTS, used(1), 0);

        // when: in both orders
        counts.leave(NAME);
        counts.forgetTotal(NAME);
        counts.forgetTotal(ANOTHER_TENANTS);
        counts.leave(ANOTHER_TENANTS);

        // then
        assertThat(counts.size()).isZero();
    }

    @Test
    void holdsWhatTheKeysAreInAsTheirRecordsChange() {
        // given
        var keys = new TenantApiKeys(counts, new SharedBuckets(NanoClock.SYSTEM));

        // when
        keys.put(key("k1", VALUE, "p1", "p2"));
        int both = counts.size();
        keys.put(key("k1", VALUE, "p2"));
        int one = counts.size();
        keys.put(key("k1", VALUE, "p2", "p3"));
        keys.removeKey("k1");

        // then
        assertThat(both).isEqualTo(2);
        assertThat(one).isEqualTo(1);
        assertThat(counts.size()).isZero();
    }
}
