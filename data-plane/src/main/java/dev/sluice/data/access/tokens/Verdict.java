package dev.sluice.data.access.tokens;

import dev.sluice.data.pipeline.TokenClaims;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found out of a token that holds: what methods ask about it, without the token.
 *
 * @param trust by which it was accepted
 * @param version of the key set that says so; another version has to say it anew
 * @param expires second of the epoch from which on it does not hold
 * @param use what it is for, {@code id} or {@code access}; null when it does not say
 * @param scopes what it allows
 * @param claims all that it says
 */
public record Verdict(
        Trust trust, long version, long expires, @Nullable String use, Set<String> scopes, TokenClaims claims) {
    public Verdict {
        scopes = Set.copyOf(scopes);
    }
}
