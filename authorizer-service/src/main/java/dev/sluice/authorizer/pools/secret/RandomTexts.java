package dev.sluice.authorizer.pools.secret;

import dev.sluice.contracts.keys.RandomText;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** Ids, codes and secrets from the platform's secure source. Any thread. */
@Singleton
public final class RandomTexts {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SecureRandom random = new SecureRandom();
    private final RandomText texts = new RandomText();

    /** A pool's id behind its region and underscore. */
    public String poolSuffix() {
        return texts.next(LETTERS, 9);
    }

    /** A client's id. */
    public String clientId() {
        return texts.next(RandomText.LOWER_ALPHANUMERIC, 26);
    }

    /** A client's secret. */
    public String clientSecret() {
        return texts.next(RandomText.LOWER_ALPHANUMERIC, 51);
    }

    /** A confirmation code of six digits. */
    public String code() {
        return texts.next(RandomText.DIGITS, 6);
    }

    /** A token that nobody guesses, in URL-safe base 64: so many random bytes. */
    public String token(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }

    /** Random bytes. */
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A password that every policy up to its length accepts: letters of both cases, digits, symbols. */
    public String password(int length) {
        return texts.next("ABCDEFGHJKLMNPQRSTUVWXYZ", 1)
                + texts.next("abcdefghijkmnpqrstuvwxyz", 1)
                + texts.next("23456789", 1)
                + texts.next("!#$%&*+-=?@_", 1)
                + texts.next("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789!#$%&*+-=?@_", length - 4);
    }
}
