package dev.sluice.control.platform.paging;

import dev.sluice.control.platform.errors.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * A place in a list ordered by time of creation, then id. As a token it is opaque and names nothing but this place, so
 * one that another tenant was given opens nothing; it stays good when the object it was made from is deleted.
 */
public record Position(Instant createdAt, String id) {
    /** Before everything. */
    public static final Position START = new Position(Instant.EPOCH, "");

    /** The longest names that lists are ordered by have 300 characters, of at most 3 bytes each. */
    private static final int MAX_ID_BYTES = 1024;

    private static final int MAX_TOKEN_LENGTH = (Long.BYTES + MAX_ID_BYTES + 2) / 3 * 4;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /** The token that the next call passes back. */
    public String encode() {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
        byte[] token = ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(micros)
                .put(name)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    static Position decode(String token) {
        try {
            if (token.length() <= MAX_TOKEN_LENGTH) {
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
                if (bytes.remaining() > Long.BYTES) {
                    Instant createdAt = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
                    String id = StandardCharsets.UTF_8.decode(bytes).toString();
                    if (id.chars().noneMatch(Character::isISOControl)
                            && createdAt.isBefore(LATEST)
                            && createdAt.isAfter(Instant.EPOCH)) {
                        return new Position(createdAt, id);
                    }
                }
            }
        } catch (IllegalArgumentException _) {
            // Not base64: refused below like any other token that was not ours.
        }
        throw ProblemException.badRequest("Invalid position specified");
    }
}
