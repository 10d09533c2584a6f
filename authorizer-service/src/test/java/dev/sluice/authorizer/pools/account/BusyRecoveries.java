package dev.sluice.authorizer.pools.account;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.message.Codes;
import dev.sluice.authorizer.pools.protocol.Input;
import dev.sluice.authorizer.pools.protocol.PublicCall;
import dev.sluice.authorizer.pools.signin.Attempts;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.BusyUsers;
import dev.sluice.authorizer.pools.user.Decoys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Forgotten passwords at a process that has no room to hash a password. */
@Singleton
public final class BusyRecoveries {
    private final PoolDatabase database;
    private final ClientDirectory clients;
    private final BusyUsers users;
    private final Codes codes;
    private final Attempts attempts;
    private final Decoys decoys;

    BusyRecoveries(
            PoolDatabase database,
            ClientDirectory clients,
            BusyUsers users,
            Codes codes,
            Attempts attempts,
            Decoys decoys) {
        this.database = database;
        this.clients = clients;
        this.users = users;
        this.codes = codes;
        this.attempts = attempts;
        this.decoys = decoys;
    }

    /** ConfirmForgotPassword with this body, busy for this tenant. */
    public void confirm(TenantId tenant, String body, String address) {
        var input = Input.of(body.getBytes(StandardCharsets.UTF_8));
        new Recoveries(database, clients, users.of(tenant), codes, attempts, decoys)
                .confirmForgotPassword(new PublicCall(input, address));
    }
}
