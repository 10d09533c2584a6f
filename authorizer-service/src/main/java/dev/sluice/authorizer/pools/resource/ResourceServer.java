package dev.sluice.authorizer.pools.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server whose scopes tokens may hold, as {@code identifier/scope}. */
public record ResourceServer(String userPoolId, String identifier, String name, List<Scope> scopes) {
    /** A scope of a server. */
    public record Scope(
            @Nullable String scopeName, @Nullable String scopeDescription) {}
}
