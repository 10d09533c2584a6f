package dev.sluice.authorizer.pools.key;

import java.security.interfaces.RSAPublicKey;

/** A key whose signatures may still be about. */
public record PublishedKey(String id, KeyUse use, RSAPublicKey key) {}
