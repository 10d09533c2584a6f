package dev.sluice.data.transform;

import dev.sluice.data.pipeline.AuthorizerResult;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.TokenClaims;
import dev.sluice.data.templates.JsonBody;
import dev.sluice.data.templates.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a mapped value comes from (rest-api-runtime 7.1, 9.2), resolved as far as the stage allows. Immutable. */
public sealed interface Source {
    /** The value; null when there is none, and then the target is left out. */
    @Nullable
    String value(Exchange exchange);

    /** Every value, for targets that may repeat. */
    default List<String> values(Exchange exchange) {
        String value = value(exchange);
        return value == null ? List.of() : List.of(value);
    }

    /** A literal or a stage variable. */
    record Fixed(String text) implements Source {
        @Override
        public String value(Exchange exchange) {
            return text;
        }
    }

    /** A path parameter as received; none of a request that no method took. */
    record Path(String name) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            return exchange.method() == null ? null : exchange.pathParameter(name);
        }
    }

    /** The last value of a query parameter, decoded. */
    record Query(String name) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            return QueryText.last(exchange.request().query(), name);
        }
    }

    /** Every value of a query parameter, decoded; one text where a target takes one. */
    record MultiQuery(String name) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            List<String> values = values(exchange);
            return values.isEmpty() ? null : String.join(",", values);
        }

        @Override
        public List<String> values(Exchange exchange) {
            List<String> values = new ArrayList<>(2);
            QueryText.all(exchange.request().query(), name, values);
            return values;
        }
    }

    /**
     * The last value of a request header; names are case-sensitive here, as recorded, unless none matches and the request
     * came without the case of its names (rest-api-runtime 7.1).
     */
    record Header(String name) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            Headers headers = exchange.request().headers();
            String value = lastExact(headers, name);
            return value == null && headers.isCaseless() ? headers.last(name) : value;
        }
    }

    /** All values of a request header, joined. */
    record MultiHeader(String name) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            Headers headers = exchange.request().headers();
            String joined = joinedExact(headers, name);
            return joined == null && headers.isCaseless() && headers.contains(name)
                    ? String.join(",", headers.all(name))
                    : joined;
        }
    }

    /** The last value of a header of the origin's answer. */
    record OriginHeader(String name) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            OriginResponse response = exchange.originResponse();
            return response == null ? null : lastExact(response.headers(), name);
        }
    }

    /** All values of a header of the origin's answer, joined. */
    record OriginMultiHeader(String name) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            OriginResponse response = exchange.originResponse();
            return response == null ? null : joinedExact(response.headers(), name);
        }
    }

    /** A body, or what stands at a path in it. */
    sealed interface OfBody extends Source {
        /** Null for the body as a whole. */
        @Nullable
        JsonPath path();
    }

    /**
     * The client's body, or what stands at a path in it. A step has read it before a mapping; a gateway response makes do
     * with what was collected until the call failed.
     */
    record RequestBody(@Nullable JsonPath path) implements OfBody {
        @Override
        public @Nullable String value(Exchange exchange) {
            byte[] bytes = exchange.requestBytes();
            JsonBody json = exchange.requestJson();
            boolean unknown = path != null && (json == null || !json.knows(path));
            if (unknown && bytes != null && bytes.length <= Rendering.MAX_INLINE_BYTES) {
                json = JsonBody.read(new String(bytes, StandardCharsets.UTF_8));
                if (json != null) {
                    exchange.requestJson(json); // the next value is found without reading it all again
                }
            }
            return part(bytes, json, path);
        }
    }

    /** The body of the origin's answer, or what stands at a path in it; a step has read it before. */
    record OriginBody(@Nullable JsonPath path) implements OfBody {
        @Override
        public @Nullable String value(Exchange exchange) {
            return part(exchange.originBytes(), exchange.originJson(), path);
        }
    }

    /**
     * What stands at a path in the origin's answer, else at the rest of it in the answer's error message, which may be JSON
     * of its own (rest-api-runtime 8.5.1).
     *
     * @param message where the error message is
     * @param inside the path in there
     */
    record OriginError(JsonPath path, JsonPath message, JsonPath inside) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            JsonBody json = exchange.originJson();
            String text = json == null ? null : json.at(path);
            if (text == null && json != null) {
                text = inMessage(json.at(message));
            }
            return text == null ? null : ByteText.utf8(text);
        }

        private @Nullable String inMessage(@Nullable String told) {
            JsonBody json = told == null || told.length() > Rendering.MAX_INLINE_BYTES ? null : JsonBody.read(told);
            return json == null ? null : json.at(inside);
        }
    }

    /** An empty body counts as an empty object (rest-api-runtime 7.1). */
    private static @Nullable String part(byte @Nullable [] bytes, @Nullable JsonBody json, @Nullable JsonPath path) {
        if (path == null) {
            return bytes == null || bytes.length == 0 ? "{}" : new String(bytes, StandardCharsets.ISO_8859_1);
        }
        String text = json == null ? null : json.at(path);
        return text == null ? null : ByteText.utf8(text);
    }

    /** A leaf of the request's context that is a string. */
    record Context(ContextValue leaf) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            return leaf.of(exchange);
        }
    }

    /** A value that the method's authorizer returned; its characters stand for bytes from here on. */
    record Authorizer(String key) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            AuthorizerResult result = exchange.authorizer();
            String text = result == null ? null : result.value(key);
            return text == null ? null : ByteText.utf8(text);
        }
    }

    /** A claim of the caller's token; likewise. */
    record Claim(String name) implements Source {
        @Override
        public @Nullable String value(Exchange exchange) {
            TokenClaims claims = exchange.claims();
            String text = claims == null ? null : claims.values().get(name);
            return text == null ? null : ByteText.utf8(text);
        }
    }

    private static @Nullable String lastExact(Headers headers, String name) {
        for (int index = headers.size() - 1; index >= 0; index--) {
            if (headers.name(index).equals(name)) {
                return headers.value(index);
            }
        }
        return null;
    }

    private static @Nullable String joinedExact(Headers headers, String name) {
        String joined = null;
        for (int index = 0; index < headers.size(); index++) {
            if (headers.name(index).equals(name)) {
                joined = joined == null ? headers.value(index) : joined + "," + headers.value(index);
            }
        }
        return joined;
    }
}
