package dev.sluice.control.accounts.rest;

import dev.sluice.control.accounts.Accounts;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;

/** The Account operations of the management API. Translates; decides nothing. */
@Path("/account")
@RunOnVirtualThread
public class AccountOperations {
    private final Accounts accounts;

    AccountOperations(Accounts accounts) {
        this.accounts = accounts;
    }

    @GET
    @Permission("apigateway:GET")
    public AccountJson getAccount() {
        return AccountJson.of(accounts.get());
    }

    @PATCH
    @Permission("apigateway:PATCH")
    public AccountJson updateAccount(byte[] body) {
        return AccountJson.of(accounts.update(PatchOperation.read(WireInput.of("updateAccountInput", body))));
    }
}
