package dev.sluice.authorizer.functions;

import dev.sluice.authorizer.functions.guest.CallReport;

/** What came of the wish to call a function. */
public sealed interface Invocation {
    /**
     * It was called.
     *
     * @param version that answered
     */
    record Called(int version, String requestId, CallReport report) implements Invocation {}

    /** There is no such function or version of this tenant. */
    record Absent() implements Invocation {}

    /** Too many calls run or wait. */
    record Busy() implements Invocation {}
}
