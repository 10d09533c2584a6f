package dev.sluice.aws.signature;

/** What can be said of a signature before the body is there: all of it, or that the body has to come first. */
public sealed interface Examination permits Verdict.Verified, Verdict.Rejected, AwaitedBody {}
