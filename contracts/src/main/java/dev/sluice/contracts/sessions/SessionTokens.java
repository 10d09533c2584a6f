package dev.sluice.contracts.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.EnvelopeRefused;
import dev.sluice.contracts.records.ContractJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Makes and opens session tokens: base64 (of URLs, so that a presigned query does not grow) of a version byte and the
 * session's JSON under the cell key, bound to its access key id. Whoever holds the cell key verifies a session without
 * asking anybody. Any thread may use it.
 */
public final class SessionTokens {
    /** What the id of every temporary access key begins with. */
    public static final String KEY_PREFIX = "ASIA";

    /** Longest token: a session policy of 2,048 characters with the worst escapes fits, and the token into a head. */
    public static final int MAX_CHARACTERS = 6_400;

    private static final byte OF_ROLE = 1;

    /** Earlier versions of Sluice, which would take the session for one of a role, do not read it. */
    private static final byte OF_USER = 2;

    private static final int ID_CHARACTERS = 20;
    /** The version and the id of the key of the cell. */
    private static final int HEAD_CHARACTERS = 12;

    private static final String PURPOSE = "session-token/";

    private final Envelope cell;

    /** Tokens under the keys of the cell. */
    public SessionTokens(Envelope cell) {
        this.cell = cell;
    }

    /** Seals a session for an access key. Throws IllegalArgumentException when the token would be too long. */
    public String seal(String accessKeyId, SessionContent content) {
        byte version = content.userKey() == null ? OF_ROLE : OF_USER;
        byte[] sealed = cell.seal(json(content), associated(version, accessKeyId));
        byte[] token = new byte[sealed.length + 1];
        token[0] = version;
        System.arraycopy(sealed, 0, token, 1, sealed.length);
        String text = text(token);
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "the session token has " + text.length() + " characters, the limit is " + MAX_CHARACTERS);
        }
        return text;
    }

    /**
     * The session of an access key. Null for a token of another key, an altered, foreign or too long one, and one of a
     * later layout. Whether it has expired is the caller's to judge.
     */
    public @Nullable SessionContent open(String accessKeyId, String token) {
        if (!isTemporary(accessKeyId) || !isOurs(token)) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            // A decoder takes several spellings for the same bytes; a session has one token.
            if (!text(bytes).equals(token)) {
                return null;
            }
            byte[] json = cell.open(Arrays.copyOfRange(bytes, 1, bytes.length), associated(bytes[0], accessKeyId));
            SessionContent content = ContractJson.mapper().readValue(json, SessionContent.class);
            return content.formatVersion() == SessionContent.FORMAT_VERSION ? content : null;
        } catch (IllegalArgumentException | EnvelopeRefused | IOException _) {
            return null;
        }
    }

    /** Whether an id is of the form that temporary access keys have. */
    public static boolean isTemporary(String accessKeyId) {
        return accessKeyId.length() == ID_CHARACTERS && accessKeyId.startsWith(KEY_PREFIX);
    }

    /** Looked at before anything is decoded: what anybody may send is refused without the cost of an exception. */
    private boolean isOurs(String token) {
        if (token.length() <= HEAD_CHARACTERS || token.length() > MAX_CHARACTERS || !isBase64(token)) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token.substring(0, HEAD_CHARACTERS)));
        byte version = head.get();
        return (version == OF_ROLE || version == OF_USER) && cell.has(head.getLong());
    }

    private static boolean isBase64(String text) {
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            boolean letter = (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z');
            if (!letter && !(each >= '0' && each <= '9') && each != '-' && each != '_') {
                return false;
            }
        }
        return text.length() % 4 != 1;
    }

    private static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** What binds the sealed bytes to their use, their layout and their key. */
    private static byte[] associated(byte version, String accessKeyId) {
        return (PURPOSE + version + "/" + accessKeyId).getBytes(UTF_8);
    }

    private static byte[] json(SessionContent content) {
        try {
            return ContractJson.mapper().writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a session is no contract", e);
        }
    }
}
