package dev.sluice.control.domains;

import org.jspecify.annotations.Nullable;

/**
 * Names a domain name, as the caller spelled it.
 *
 * @param id tells private domains of one name apart; null or empty for a public one
 */
public record DomainNameKey(String name, @Nullable String id) {
    boolean isPrivate() {
        return id != null && !id.isEmpty();
    }
}
