package dev.sluice.control.usageplans;

import java.time.LocalDate;

/** Names what a key used of a plan on a UTC day. */
record UsageDayKey(String planId, String keyId, LocalDate day) {
    static UsageDayKey of(Membership membership, LocalDate day) {
        return new UsageDayKey(membership.planId(), membership.keyId(), day);
    }
}
