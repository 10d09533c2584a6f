package dev.sluice.contracts.stages;

/**
 * When the caches of a stage were emptied last: part of every key of theirs, so that what was stored before is never
 * found again. An epoch is the revision of the stage that brought it; 0 when there was none.
 *
 * @param responses of the cache of responses
 * @param authorizers of the cache of authorizer results
 */
public record FlushEpochs(long responses, long authorizers) {}
