package dev.sluice.control.accounts;

import dev.sluice.control.stages.LogRole;
import jakarta.inject.Singleton;

/** Tells stages whether the account has a role to write logs with. */
@Singleton
class AccountLogRole implements LogRole {
    private final Accounts accounts;

    AccountLogRole(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean isSet() {
        return accounts.get().cloudwatchRoleArn() != null;
    }
}
