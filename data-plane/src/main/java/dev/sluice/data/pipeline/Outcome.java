package dev.sluice.data.pipeline;

/** What a step decided. */
public sealed interface Outcome {
    /** Go on with the next step. */
    Outcome PROCEED = new Proceed();

    /** The reply is complete: skip the steps that are left. */
    Outcome REPLY = new ReplyNow();

    /** The step goes on later and calls {@link Exchange#resume} on the exchange's loop. */
    Outcome PENDING = new Pending();

    /** See {@link #PROCEED}. */
    record Proceed() implements Outcome {}

    /** See {@link #REPLY}. */
    record ReplyNow() implements Outcome {}

    /** See {@link #PENDING}. */
    record Pending() implements Outcome {}

    /** Stop here and answer the failure. */
    record Refuse(Failure failure) implements Outcome {}
}
