package dev.sluice.control.issuer;

import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the issuer vouched for.
 *
 * @param subject what the issuer calls the person
 * @param verifiedEmail null unless the issuer says that the address is the person's
 */
public record Identified(String subject, @Nullable String verifiedEmail) {}
