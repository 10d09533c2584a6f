package dev.sluice.aws.iam;

/** Compares a value of the call with one of the policy, in which variables may stand. */
@FunctionalInterface
interface ValueTest {
    /** UNKNOWN when the call's value is not of the kind that the operator compares. */
    Truth test(SearchedText value, AccessRequest request);
}
