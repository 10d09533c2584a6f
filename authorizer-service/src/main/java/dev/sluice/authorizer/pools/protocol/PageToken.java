package dev.sluice.authorizer.pools.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The token of a next page: the place of the last item, in base 64. It binds nothing but the place. */
public final class PageToken {
    private PageToken() {}

    /** The place that a token stands for; null without one. */
    public static @Nullable String read(@Nullable String token) {
        if (token == null) {
            return null;
        }
        try {
            String place = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (place.indexOf('\0') < 0) {
                return place;
            }
        } catch (IllegalArgumentException _) {
            // refused below
        }
        throw Refused.invalid("Invalid pagination token");
    }

    /** The same where places are ids. */
    public static @Nullable UUID readId(@Nullable String token) {
        String place = read(token);
        try {
            return place == null ? null : UUID.fromString(place);
        } catch (IllegalArgumentException _) {
            throw Refused.invalid("Invalid pagination token");
        }
    }

    /** Adds the token to an answer whose page is full. */
    public static <T> void put(ObjectNode answer, String member, List<T> page, int most, Function<T, String> place) {
        if (!page.isEmpty() && page.size() == most) {
            byte[] last = place.apply(page.getLast()).getBytes(StandardCharsets.UTF_8);
            answer.put(member, Base64.getUrlEncoder().withoutPadding().encodeToString(last));
        }
    }
}
