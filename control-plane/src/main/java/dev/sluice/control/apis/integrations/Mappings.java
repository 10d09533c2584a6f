package dev.sluice.control.apis.integrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What parameter mappings and templates may name (management-api 3, 5). */
public final class Mappings {
    /** A header's name has to be one on the wire too (RFC 9110, 5.6.2). */
    private static final String HEADER = "header\\.[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    private static final Pattern REQUEST_TARGET =
            Pattern.compile("integration\\.request\\.(" + HEADER + "|(querystring|path)\\.[^\\s]+)");
    private static final Pattern RESPONSE_TARGET = Pattern.compile("method\\.response\\." + HEADER);
    private static final String COMMON = "|context\\..+|stageVariables\\.[A-Za-z0-9_]+|'[^']*'";
    private static final Pattern REQUEST_SOURCE = Pattern.compile(
            "method\\.request\\.((multivalue)?(querystring|header)|path)\\.[^\\s]+|method\\.request\\.body(\\..+|\\[.+)?"
                    + COMMON,
            Pattern.DOTALL);
    private static final Pattern RESPONSE_SOURCE = Pattern.compile(
            "integration\\.response\\.(multivalue)?header\\.[^\\s]+|integration\\.response\\.body(\\..+|\\[.+)?"
                    + COMMON,
            Pattern.DOTALL);
    private static final Pattern GATEWAY_RESPONSE_TARGET = Pattern.compile("gatewayresponse\\." + HEADER);
    private static final int MAX_SOURCE = 10_000;
    private static final int MAX_TEMPLATE_BYTES = 300 * 1024;
    private static final int MAX_MEDIA_TYPE = 256;
    // Possessive throughout: a part never gives back what it took, so that a match takes linear time.
    private static final Pattern MEDIA_TYPE = Pattern.compile(
            "\\$default"
                    + "|[A-Za-z0-9!#$&^_.+*-]++/[A-Za-z0-9!#$&^_.+*-]++(?:\\s*+;\\s*+[A-Za-z0-9!#$&^_.+*-]++=[^;\\p{Cntrl}]++)*+");

    private Mappings() {}

    static void checkRequest(@Nullable Map<String, @Nullable String> parameters) {
        if (parameters != null) {
            parameters.forEach((target, source) -> {
                require(REQUEST_TARGET, target);
                require(REQUEST_SOURCE, source);
            });
        }
    }

    static void checkResponse(@Nullable Map<String, @Nullable String> parameters) {
        if (parameters != null) {
            parameters.forEach((target, source) -> {
                require(RESPONSE_TARGET, target);
                require(RESPONSE_SOURCE, source);
            });
        }
    }

    /** Headers of a gateway response, which are made of what is known of the request (rest-api-runtime 10.2). */
    public static void checkGatewayResponse(Map<String, String> parameters) {
        parameters.forEach((target, source) -> {
            require(GATEWAY_RESPONSE_TARGET, target);
            require(REQUEST_SOURCE, source);
            if (source.length() > MAX_SOURCE) {
                throw ProblemException.badRequest(
                        "A mapping expression must have at most " + MAX_SOURCE + " characters");
            }
        });
    }

    /** Templates of any kind, by media type. */
    public static void checkTemplates(@Nullable Map<String, @Nullable String> templates) {
        if (templates == null) {
            return;
        }
        for (@Nullable String template : templates.values()) {
            if (template != null && template.getBytes(UTF_8).length > MAX_TEMPLATE_BYTES) {
                throw ProblemException.badRequest(
                        "A mapping template must have at most " + MAX_TEMPLATE_BYTES + " bytes");
            }
        }
        templates.keySet().forEach(Mappings::checkMediaType);
    }

    /** The name of a media type, or {@code $default}. */
    public static void checkMediaType(String mediaType) {
        if (mediaType.length() > MAX_MEDIA_TYPE) {
            throw invalidMediaType("it has more than " + MAX_MEDIA_TYPE + " characters");
        }
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw invalidMediaType(mediaType);
        }
    }

    private static ProblemException invalidMediaType(String reason) {
        return ProblemException.badRequest(
                "Validation Result: warnings : [], errors : [Invalid content type specified: " + reason + "]");
    }

    private static void require(Pattern pattern, @Nullable String expression) {
        if (expression == null || !pattern.matcher(expression).matches()) {
            throw ProblemException.badRequest("Invalid mapping expression specified: Validation Result: warnings : [],"
                    + " errors : [Invalid mapping expression specified: " + expression + "]");
        }
    }
}
