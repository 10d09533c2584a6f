package dev.sluice.data.transform;

import dev.sluice.data.pipeline.AuthorizerResult;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.TokenClaims;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code $context} as a template sees it. Most templates ask for a value or two, so a leaf is made when it is asked for,
 * and the whole only for one who looks at more. Then it is plain hash maps, filled in the recorded order, since a template
 * may print their keys (mapping-templates 3). The override maps are the template's own and not in here. Confined to one
 * rendering.
 */
final class ContextMap extends AbstractMap<String, @Nullable Object> {
    /** Of two keys that share a bucket the earlier one is printed first. */
    private static final ContextValue[] LEAVES = {
        ContextValue.RESOURCE_ID,
        ContextValue.RESOURCE_PATH,
        ContextValue.HTTP_METHOD,
        ContextValue.EXTENDED_REQUEST_ID,
        ContextValue.REQUEST_TIME,
        ContextValue.PATH,
        ContextValue.ACCOUNT_ID,
        ContextValue.PROTOCOL,
        ContextValue.STAGE,
        ContextValue.DOMAIN_PREFIX,
        ContextValue.REQUEST_ID,
        ContextValue.DOMAIN_NAME,
        ContextValue.DEPLOYMENT_ID,
        ContextValue.API_ID
    };

    /** Not even a name while there is no value. */
    private static final ContextValue[] SOMETIMES = {
        ContextValue.OPERATION_NAME, ContextValue.AWS_ENDPOINT_REQUEST_ID, ContextValue.XRAY_TRACE_ID
    };

    private static final String[] IDENTITY = {
        "cognitoIdentityPoolId",
        "accountId",
        "cognitoIdentityId",
        "caller",
        "principalOrgId",
        "accessKey",
        "cognitoAuthenticationType",
        "cognitoAuthenticationProvider",
        "userArn",
        "user"
    };

    private static final Map<String, ContextValue> BY_NAME = Stream.concat(Stream.of(LEAVES), Stream.of(SOMETIMES))
            .collect(Collectors.toUnmodifiableMap(ContextValue::path, Function.identity()));

    private final Exchange exchange;
    private @Nullable Map<String, @Nullable Object> filled;

    ContextMap(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        ContextValue leaf = name instanceof String text ? BY_NAME.get(text) : null;
        return leaf == null ? filled().get(name) : text(leaf, exchange);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return filled().entrySet();
    }

    private Map<String, @Nullable Object> filled() {
        Map<String, @Nullable Object> known = filled;
        if (known == null) {
            known = fill(exchange);
            filled = known;
        }
        return known;
    }

    private static Map<String, @Nullable Object> fill(Exchange exchange) {
        Map<String, @Nullable Object> context = new HashMap<>();
        for (ContextValue leaf : LEAVES) {
            context.put(leaf.path(), text(leaf, exchange));
        }
        context.put("requestTimeEpoch", exchange.startEpochMillis());
        context.put("identity", identity(exchange));
        AuthorizerResult authorizer = exchange.authorizer();
        if (authorizer != null) {
            Map<String, @Nullable Object> values = new HashMap<>(authorizer.context());
            values.put("principalId", authorizer.principalId());
            context.put("authorizer", values);
        }
        TokenClaims claims = exchange.claims();
        if (claims != null) {
            context.put("authorizer", Map.of("claims", claims.values()));
        }
        for (ContextValue leaf : SOMETIMES) {
            String value = text(leaf, exchange);
            if (value != null) {
                context.put(leaf.path(), value);
            }
        }
        return context;
    }

    private static Map<String, @Nullable Object> identity(Exchange exchange) {
        Map<String, @Nullable Object> identity = new HashMap<>();
        identity.put("sourceIp", text(ContextValue.SOURCE_IP, exchange));
        identity.put("userAgent", text(ContextValue.USER_AGENT, exchange));
        for (String name : IDENTITY) {
            identity.put(name, CallerIdentity.value(exchange, name));
        }
        if (KeyIdentity.isKnown(exchange)) {
            for (String name : KeyIdentity.MEMBERS) {
                identity.put(name, KeyIdentity.value(exchange, name));
            }
        }
        if (exchange.request().entrance() != null) {
            identity.put("vpcId", text(ContextValue.VPC_ID, exchange));
            identity.put("vpceId", text(ContextValue.VPCE_ID, exchange));
        }
        return identity;
    }

    private static @Nullable String text(ContextValue leaf, Exchange exchange) {
        String bytes = leaf.of(exchange);
        return bytes == null ? null : ByteText.text(bytes);
    }
}
