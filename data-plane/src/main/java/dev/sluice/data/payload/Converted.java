package dev.sluice.data.payload;

/** What a conversion came to: another payload, or the reason why there is none. */
public sealed interface Converted permits Payload, Unconvertible {}
