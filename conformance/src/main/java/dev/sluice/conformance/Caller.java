package dev.sluice.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.system.AccessKey;
import dev.sluice.system.Installation;
import dev.sluice.system.RawCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** One tenant's caller: an unmodified SDK client for all it can send, calls as written for the rest. */
final class Caller implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Listening listening = new Listening();
    private final RawCalls raw;
    private final ApiGatewayClient client;

    Caller(Installation installation, AccessKey key) {
        this.raw = new RawCalls(installation, key);
        this.client = ApiGatewayClient.builder()
                .endpointOverride(URI.create(installation.controlAddress()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .overrideConfiguration(override -> override.addExecutionInterceptor(listening))
                .build();
    }

    /** The answer of an operation that the SDK sends. */
    Reply call(String operation, JsonNode input) {
        listening.heard = null;
        try {
            SdkPojo response = (SdkPojo) method(operation).invoke(client, request(operation, input));
            return new Reply(heard(), response, "");
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SdkServiceException refused) {
                return new Reply(heard(), null, String.valueOf(refused.getMessage()));
            }
            throw new IllegalStateException("The SDK could not make the call " + operation, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the SDK has no operation " + operation, e);
        }
    }

    /** The answer of a call that the SDK would not write. */
    Wire raw(String verb, String target, String body) {
        HttpResponse<String> answer = raw.call(verb, target, body);
        return new Wire(
                answer.statusCode(),
                answer.headers().firstValue("x-amzn-ErrorType").orElse(""),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
    }

    private static Object request(String operation, JsonNode input) throws ReflectiveOperationException {
        Class<?> type = Class.forName(ApiGatewayClient.class.getPackageName() + ".model." + operation + "Request");
        SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
        SdkInput.fill(builder, input);
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static Method method(String operation) throws ReflectiveOperationException {
        Class<?> type = Class.forName(ApiGatewayClient.class.getPackageName() + ".model." + operation + "Request");
        return ApiGatewayClient.class.getMethod(SdkInput.lowerFirst(operation), type);
    }

    private Wire heard() {
        Wire heard = listening.heard;
        if (heard == null) {
            throw new IllegalStateException("the SDK sent nothing");
        }
        return heard;
    }

    private static Wire wire(SdkHttpResponse response, String body) {
        return new Wire(
                response.statusCode(),
                response.firstMatchingHeader("x-amzn-ErrorType").orElse(""),
                response.firstMatchingHeader("Content-Type").orElse(""),
                body);
    }

    static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + body, e);
        }
    }

    @Override
    public void close() {
        client.close();
        raw.close();
    }

    /**
     * What the SDK made of an answer.
     *
     * @param understood the SDK's response object; null when it threw
     * @param refusal what it said when it threw
     */
    record Reply(Wire wire, @Nullable SdkPojo understood, String refusal) {}

    /** Keeps the bytes of the last answer that came, and passes them on. */
    private static final class Listening implements ExecutionInterceptor {
        private @Nullable Wire heard;

        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            try (InputStream content = context.responseBody().orElseGet(InputStream::nullInputStream)) {
                byte[] body = content.readAllBytes();
                heard = wire(context.httpResponse(), new String(body, StandardCharsets.UTF_8));
                return context.responseBody().map(_ -> new ByteArrayInputStream(body));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
