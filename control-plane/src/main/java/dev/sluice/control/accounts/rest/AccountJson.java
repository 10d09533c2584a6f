package dev.sluice.control.accounts.rest;

import dev.sluice.control.accounts.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account on the wire. */
public record AccountJson(
        @Nullable String cloudwatchRoleArn,
        ThrottleJson throttleSettings,
        List<String> features,
        String apiKeyVersion) {
    private static final String API_KEY_VERSION = "4";

    static AccountJson of(Account account) {
        return new AccountJson(
                account.cloudwatchRoleArn(),
                new ThrottleJson(account.burstLimit(), account.rateLimit()),
                account.features(),
                API_KEY_VERSION);
    }

    /** The member {@code throttleSettings}. */
    public record ThrottleJson(int burstLimit, double rateLimit) {}
}
