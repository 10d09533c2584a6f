package dev.sluice.aws.signature;

/** A claim, or why there is none. */
sealed interface ClaimReading permits Claim, Verdict.Rejected {}
