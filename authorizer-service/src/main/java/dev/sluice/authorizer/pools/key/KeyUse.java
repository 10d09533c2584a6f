package dev.sluice.authorizer.pools.key;

/** What a key signs: each pool has one key for each. */
public enum KeyUse {
    ID,
    ACCESS
}
