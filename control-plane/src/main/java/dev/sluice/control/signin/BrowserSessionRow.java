package dev.sluice.control.signin;

import dev.sluice.control.platform.ids.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session with its member and its account as they are now.
 *
 * @param account the name of the tenant
 * @param member the id of the member's row
 * @param signedInAt when the person signed in, perhaps in another account
 */
record BrowserSessionRow(
        TenantId tenant,
        String account,
        boolean suspended,
        String member,
        String name,
        @Nullable String email,
        String role,
        String issuer,
        String subject,
        Instant signedInAt,
        Instant lastUsedAt,
        Instant endsAt) {}
