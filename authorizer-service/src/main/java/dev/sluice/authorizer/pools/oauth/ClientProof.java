package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.client.AppClient;
import dev.sluice.authorizer.pools.client.AppClients;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proves which client calls: by Basic authentication or by the form, never by both. Any thread; blocks. */
@Singleton
public final class ClientProof {
    private final PoolDatabase database;
    private final AppClients clients;

    ClientProof(PoolDatabase database, AppClients clients) {
        this.database = database;
        this.clients = clients;
    }

    /** The client of the pool that calls; refused when it does not prove its secret. */
    Registered prove(Site site, HttpRequest request, Form form) {
        String header = request.header("Authorization");
        String id = form.get("client_id");
        String secret = form.get("client_secret");
        if (header != null) {
            if (secret != null) {
                throw new OAuthError("invalid_request");
            }
            String[] basic = basic(header);
            if (id != null && !id.equals(basic[0])) {
                throw new OAuthError("invalid_client");
            }
            id = basic[0];
            secret = basic[1].isEmpty() ? null : basic[1];
        }
        if (id == null) {
            throw new OAuthError("invalid_client");
        }
        AppClient client = find(site, id);
        if (client == null || !client.isSecret(secret)) {
            throw new OAuthError("invalid_client");
        }
        return new Registered(site.pool(), client);
    }

    /** A client of the pool, or null. */
    @Nullable
    AppClient find(Site site, String id) {
        return database.call(
                        site.pool().tenant(),
                        rows -> Optional.ofNullable(
                                clients.find(rows, site.pool().id(), id)))
                .orElse(null);
    }

    private static String[] basic(String header) {
        if (header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            try {
                byte[] pair = Base64.getDecoder().decode(header.substring(6).strip());
                String text = new String(pair, StandardCharsets.UTF_8);
                int colon = text.indexOf(':');
                if (colon > 0) {
                    return new String[] {Form.decode(text.substring(0, colon)), Form.decode(text.substring(colon + 1))};
                }
            } catch (IllegalArgumentException _) {
                // refused below
            }
        }
        throw new OAuthError("invalid_client");
    }
}
