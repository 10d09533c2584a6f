package dev.sluice.data.access.tokens;

import java.util.Collections;
import java.util.Set;

/**
 * Which of an issuer's tokens are accepted. Compared as a whole.
 *
 * @param algorithms how they may be signed, whatever a token says
 * @param clientIds for whom they may be made; none: for anybody
 */
public record Trust(Issuer issuer, Set<Algorithm> algorithms, Set<String> clientIds) {
    public Trust {
        algorithms = Set.copyOf(algorithms);
        clientIds = Set.copyOf(clientIds);
    }

    /** Whether a token was made for one of those that it may be made for (http-api-runtime 6.1, row 6). */
    public boolean takes(Claims claims) {
        return clientIds.isEmpty() || !Collections.disjoint(clientIds, claims.audience());
    }
}
