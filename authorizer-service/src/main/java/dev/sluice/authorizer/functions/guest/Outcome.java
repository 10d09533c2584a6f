package dev.sluice.authorizer.functions.guest;

/** How a call of a function ended. */
public sealed interface Outcome {
    /** It answered; the answer is a JSON text. */
    record Returned(String json) implements Outcome {}

    /** It threw, rejected or called back with an error. */
    record Thrown(FunctionError error) implements Outcome {}

    /** Its answer was longer than allowed. */
    record TooLong(long bytes) implements Outcome {}

    /** The host ended it. */
    record Stopped(Stop stop) implements Outcome {}
}
