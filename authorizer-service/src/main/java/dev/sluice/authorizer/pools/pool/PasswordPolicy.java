package dev.sluice.authorizer.pools.pool;

import dev.sluice.authorizer.pools.protocol.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a password must have. Absent members are the protocol's defaults: eight characters, both cases, a digit, a
 * symbol; temporary passwords hold for seven days.
 */
public record PasswordPolicy(
        @Nullable Integer minimumLength,
        @Nullable Boolean requireUppercase,
        @Nullable Boolean requireLowercase,
        @Nullable Boolean requireNumbers,
        @Nullable Boolean requireSymbols,
        @Nullable Integer temporaryPasswordValidityDays) {
    /** A new pool's policy. */
    public static final PasswordPolicy DEFAULT = new PasswordPolicy(8, true, true, true, true, 7);

    private static final String SYMBOLS = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ";
    private static final int LONGEST = 256;

    /** The policy with nothing left out; refused when a number is out of its range. */
    PasswordPolicy complete() {
        var whole = new PasswordPolicy(
                minimumLength == null ? 8 : minimumLength,
                Boolean.TRUE.equals(requireUppercase),
                Boolean.TRUE.equals(requireLowercase),
                Boolean.TRUE.equals(requireNumbers),
                Boolean.TRUE.equals(requireSymbols),
                temporaryPasswordValidityDays == null ? 7 : temporaryPasswordValidityDays);
        if (whole.least() < 6 || whole.least() > 99) {
            throw Refused.invalid("MinimumLength must be between 6 and 99");
        }
        if (whole.temporaryDays() < 0 || whole.temporaryDays() > 365) {
            throw Refused.invalid("TemporaryPasswordValidityDays must be between 0 and 365");
        }
        return whole;
    }

    /** Days for which a temporary password holds; 0 counts as 7. */
    public int temporaryDays() {
        return temporaryPasswordValidityDays == null || temporaryPasswordValidityDays == 0
                ? 7
                : temporaryPasswordValidityDays;
    }

    /** The least length. */
    public int least() {
        return minimumLength == null ? 8 : minimumLength;
    }

    /** The policy in one sentence, for the person who has to choose a password. */
    public String rules() {
        List<String> parts = new ArrayList<>();
        addIf(parts, requireUppercase, "an uppercase letter");
        addIf(parts, requireLowercase, "a lowercase letter");
        addIf(parts, requireNumbers, "a digit");
        addIf(parts, requireSymbols, "a symbol");
        String length = "At least " + least() + " characters";
        if (parts.isEmpty()) {
            return length + ".";
        }
        String last = parts.removeLast();
        return length + ", with " + (parts.isEmpty() ? last : String.join(", ", parts) + " and " + last) + ".";
    }

    private static void addIf(List<String> parts, @Nullable Boolean required, String part) {
        if (Boolean.TRUE.equals(required)) {
            parts.add(part);
        }
    }

    /** Refuses a password that breaks the policy, naming the rule. */
    public void check(String password) {
        if (password.length() < least()) {
            throw broken("Password not long enough");
        }
        if (password.length() > LONGEST || password.strip().length() != password.length()) {
            throw broken("Password must have 1 to 256 characters and neither begin nor end with a space");
        }
        if (Boolean.TRUE.equals(requireUppercase) && password.chars().noneMatch(Character::isUpperCase)) {
            throw broken("Password must have uppercase characters");
        }
        if (Boolean.TRUE.equals(requireLowercase) && password.chars().noneMatch(Character::isLowerCase)) {
            throw broken("Password must have lowercase characters");
        }
        if (Boolean.TRUE.equals(requireNumbers) && password.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            throw broken("Password must have numeric characters");
        }
        if (Boolean.TRUE.equals(requireSymbols) && password.chars().noneMatch(c -> SYMBOLS.indexOf(c) >= 0)) {
            throw broken("Password must have symbol characters");
        }
    }

    private static Refused broken(String rule) {
        return Refused.of("InvalidPasswordException", "Password did not conform with policy: " + rule);
    }
}
