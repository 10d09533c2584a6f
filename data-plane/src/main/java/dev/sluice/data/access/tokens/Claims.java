package dev.sluice.data.access.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of a token (RFC 7519 section 4). Nobody changes the tree behind them. */
public final class Claims {
    /** A time that the token does not tell. */
    public static final long ABSENT = -1;

    private static final long MALFORMED = -2;
    private static final double LAST_SECOND = 1e15;

    private final JsonNode all;
    private final long expires;
    private final long notBefore;
    private final long issued;

    private Claims(JsonNode all, long expires, long notBefore, long issued) {
        this.all = all;
        this.expires = expires;
        this.notBefore = notBefore;
        this.issued = issued;
    }

    /** The claims of an object; null when a time among them is none. */
    static @Nullable Claims of(JsonNode object) {
        long expires = seconds(object.get("exp"));
        long notBefore = seconds(object.get("nbf"));
        long issued = seconds(object.get("iat"));
        return expires == MALFORMED || notBefore == MALFORMED || issued == MALFORMED
                ? null
                : new Claims(object, expires, notBefore, issued);
    }

    /** A second may have a fraction (RFC 7519 section 2). */
    private static long seconds(@Nullable JsonNode value) {
        if (value == null) {
            return ABSENT;
        }
        double seconds = value.isNumber() ? value.doubleValue() : MALFORMED;
        return seconds >= 0 && seconds <= LAST_SECOND ? (long) seconds : MALFORMED;
    }

    /** A claim that is a text; null when there is none. */
    public @Nullable String text(String name) {
        return StrictJson.text(all, name);
    }

    /** The texts of a claim that is one or a list of them. */
    public List<String> texts(String name) {
        JsonNode value = all.get(name);
        if (value == null || !value.isArray()) {
            String single = text(name);
            return single == null ? List.of() : List.of(single);
        }
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        }
        return texts;
    }

    /** For whom the token was made: the claim {@code aud} alone when there is one, else {@code client_id} (http-api-runtime 6.1). */
    List<String> audience() {
        return texts(all.has("aud") ? "aud" : "client_id");
    }

    /** What the token allows: the words of the claim {@code scope}, or of {@code scp} when there is none (likewise, row 8). */
    public Set<String> scopes() {
        Set<String> scopes = new HashSet<>();
        for (String words : texts(all.has("scope") ? "scope" : "scp")) {
            scopes.addAll(Arrays.asList(words.split(" ", -1)));
        }
        scopes.remove("");
        return Set.copyOf(scopes);
    }

    /** Second of the epoch from which on the token does not hold; {@link #ABSENT} when it does not say. */
    public long expires() {
        return expires;
    }

    /** Second before which it does not hold yet; likewise. */
    long notBefore() {
        return notBefore;
    }

    /** Second in which it was made; likewise. */
    long issued() {
        return issued;
    }

    /** Every claim by its name, in the token's order. */
    public Set<Map.Entry<String, JsonNode>> all() {
        return all.properties();
    }
}
