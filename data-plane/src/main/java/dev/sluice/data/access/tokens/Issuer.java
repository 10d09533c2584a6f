package dev.sluice.data.access.tokens;

import dev.sluice.data.origin.OriginKey;
import java.util.Set;

/**
 * Whose tokens are accepted. Compared as a whole: issuers of two tenants share nothing, whatever their names.
 *
 * @param tenant who accepts them
 * @param name what the claim {@code iss} has to be, to the letter
 * @param algorithms how they may be signed, whatever a token says
 * @param keys where the key set is
 */
public record Issuer(String tenant, String name, Set<Algorithm> algorithms, KeyPlace keys) {
    public Issuer {
        algorithms = Set.copyOf(algorithms);
    }

    /**
     * Where a key set is fetched from; whether the address may be called is the guarded client's to decide.
     *
     * @param origin the server
     * @param header its Host header
     * @param target path and query
     */
    public record KeyPlace(OriginKey origin, String header, String target) {}
}
