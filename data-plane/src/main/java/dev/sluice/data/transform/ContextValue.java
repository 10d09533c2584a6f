package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Entrance;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.MethodFacts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The leaves of {@code $context} that are strings and known without authorization (rest-api-runtime 7.1). */
public enum ContextValue {
    ACCOUNT_ID("accountId") {
        @Override
        String of(Exchange exchange) {
            return exchange.routedStage().tenant();
        }
    },
    API_ID("apiId") {
        @Override
        String of(Exchange exchange) {
            return exchange.routedStage().api();
        }
    },
    AWS_ENDPOINT_REQUEST_ID("awsEndpointRequestId") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            return exchange.endpointRequestId();
        }
    },
    DEPLOYMENT_ID("deploymentId") {
        @Override
        String of(Exchange exchange) {
            return exchange.routedStage().deploymentId();
        }
    },
    DOMAIN_NAME("domainName") {
        @Override
        String of(Exchange exchange) {
            return exchange.request().host();
        }
    },
    DOMAIN_PREFIX("domainPrefix") {
        @Override
        String of(Exchange exchange) {
            String host = exchange.request().host();
            int dot = host.indexOf('.');
            return dot < 0 ? host : host.substring(0, dot);
        }
    },
    EXTENDED_REQUEST_ID("extendedRequestId") {
        @Override
        String of(Exchange exchange) {
            return exchange.extendedRequestId();
        }
    },
    HTTP_METHOD("httpMethod") {
        @Override
        String of(Exchange exchange) {
            return exchange.request().verb();
        }
    },
    OPERATION_NAME("operationName") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            MethodFacts method = exchange.method();
            String name = method == null ? null : method.operationName();
            return name == null ? null : ByteText.utf8(name);
        }
    },
    PATH("path") {
        @Override
        String of(Exchange exchange) {
            return exchange.request().stagePath();
        }
    },
    PROTOCOL("protocol") {
        @Override
        String of(Exchange exchange) {
            return "HTTP/1.1"; // rest-api-runtime 8.1: also for HTTP/2 clients
        }
    },
    REQUEST_ID("requestId") {
        @Override
        String of(Exchange exchange) {
            return exchange.requestId();
        }
    },
    REQUEST_TIME("requestTime") {
        @Override
        String of(Exchange exchange) {
            return TIME.format(Instant.ofEpochMilli(exchange.startEpochMillis()));
        }
    },
    RESOURCE_ID("resourceId") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            MethodFacts method = exchange.method();
            return method == null ? null : method.resourceId();
        }
    },
    RESOURCE_PATH("resourcePath") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            MethodFacts method = exchange.method();
            return method == null ? null : method.resourcePath();
        }
    },
    STAGE("stage") {
        @Override
        String of(Exchange exchange) {
            return exchange.routedStage().stage();
        }
    },
    IDENTITY_ACCOUNT("identity.accountId") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            return CallerIdentity.value(exchange, "accountId");
        }
    },
    ACCESS_KEY("identity.accessKey") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            return CallerIdentity.value(exchange, "accessKey");
        }
    },
    API_KEY("identity.apiKey") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            return KeyIdentity.value(exchange, "apiKey");
        }
    },
    API_KEY_ID("identity.apiKeyId") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            return KeyIdentity.value(exchange, "apiKeyId");
        }
    },
    CALLER("identity.caller") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            return CallerIdentity.value(exchange, "caller");
        }
    },
    USER("identity.user") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            return CallerIdentity.value(exchange, "user");
        }
    },
    USER_ARN("identity.userArn") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            return CallerIdentity.value(exchange, "userArn");
        }
    },
    /** The id of a trace that is recorded, without the name that it has in headers. */
    XRAY_TRACE_ID("xrayTraceId") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            return exchange.routedStage().traced() ? TraceHeader.root(exchange).substring("Root=".length()) : null;
        }
    },
    SOURCE_IP("identity.sourceIp") {
        @Override
        String of(Exchange exchange) {
            return exchange.request().sourceAddress();
        }
    },
    USER_AGENT("identity.userAgent") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            return exchange.request().headers().last("User-Agent");
        }
    },
    VPC_ID("identity.vpcId") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            Entrance entrance = exchange.request().entrance();
            return entrance == null ? null : entrance.endpoint().vpc();
        }
    },
    VPCE_ID("identity.vpceId") {
        @Override
        @Nullable
        String of(Exchange exchange) {
            Entrance entrance = exchange.request().entrance();
            return entrance == null ? null : entrance.endpoint().id();
        }
    };

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final String path;

    ContextValue(String path) {
        this.path = path;
    }

    /** The name after {@code context.}. */
    String path() {
        return path;
    }

    abstract @Nullable String of(Exchange exchange);

    /** The leaf after {@code context.}; null when it is unknown, a map or a number. */
    static @Nullable ContextValue named(String path) {
        for (ContextValue value : values()) {
            if (value.path.equals(path)) {
                return value;
            }
        }
        return null;
    }
}
