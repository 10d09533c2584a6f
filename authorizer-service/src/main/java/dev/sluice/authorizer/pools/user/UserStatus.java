package dev.sluice.authorizer.pools.user;

/** The states of a user, by the protocol's names. */
public enum UserStatus {
    UNCONFIRMED,
    CONFIRMED,
    FORCE_CHANGE_PASSWORD,
    RESET_REQUIRED,
    EXTERNAL_PROVIDER
}
