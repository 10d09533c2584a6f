package dev.sluice.data.stage;

/** What a request's API and stage name led to. */
public sealed interface Lookup
        permits Lookup.NotConfigured, Lookup.Unknown, Lookup.Suspended, Lookup.Found, Lookup.Failed, Compiling {
    /** The node has not loaded its configuration yet, so the stage may exist: 503. */
    record NotConfigured() implements Lookup {}

    /** No such stage: 403. */
    record Unknown() implements Lookup {}

    /** The stage's tenant is suspended: 403 before routing. */
    record Suspended() implements Lookup {}

    /** The stage serves. One request keeps this one compiled stage from route to reply. */
    record Found(CompiledStage stage) implements Lookup {}

    /** The stage exists but this node cannot serve it: 503, never 403. The reason is for the log. */
    record Failed(String reason) implements Lookup {}
}
