package dev.sluice.data.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** rest-api-runtime 10.1 and 10.2: what each type says while nobody has customised it, to the byte. */
class AnswersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ACCESS_DENIED | 403 | AccessDeniedException |"
                        + " {\"Message\":\"User is not authorized to access this resource\"} | 60",
                "API_CONFIGURATION_ERROR | 500 | InternalServerErrorException |"
                        + " {\"message\": \"Internal server error\"} | 36",
                "AUTHORIZER_CONFIGURATION_ERROR | 500 | AuthorizerConfigurationException | {\"message\":null} | 16",
                "AUTHORIZER_FAILURE | 500 | AuthorizerFailureException | {\"message\":null} | 16",
                "BAD_REQUEST_BODY | 400 | BadRequestException | {\"message\": \"Invalid request body\"} | 35",
                "BAD_REQUEST_PARAMETERS | 400 | BadRequestException |"
                        + " {\"message\": \"Missing required request parameters: []\"} | 54",
                "EXPIRED_TOKEN | 403 | ExpiredTokenException |"
                        + " {\"message\":\"The security token included in the request is expired\"} | 67",
                "INTEGRATION_FAILURE | 504 | InternalServerErrorException |"
                        + " {\"message\": \"Network error communicating with endpoint\"} | 56",
                "INTEGRATION_TIMEOUT | 504 | InternalServerErrorException |"
                        + " {\"message\": \"Endpoint request timed out\"} | 41",
                "INVALID_API_KEY | 403 | ForbiddenException | {\"message\":\"Forbidden\"} | 23",
                "MISSING_AUTHENTICATION_TOKEN | 403 | MissingAuthenticationTokenException |"
                        + " {\"message\":\"Missing Authentication Token\"} | 42",
                "QUOTA_EXCEEDED | 429 | LimitExceededException | {\"message\":\"Limit Exceeded\"} | 28",
                "RESOURCE_NOT_FOUND | 404 | NotFoundException | {\"message\":\"Not Found\"} | 23",
                "THROTTLED | 429 | TooManyRequestsException | {\"message\":\"Too Many Requests\"} | 31",
                "UNAUTHORIZED | 401 | UnauthorizedException | {\"message\":\"Unauthorized\"} | 26",
                "UNSUPPORTED_MEDIA_TYPE | 415 | BadRequestException | {\"message\": \"Unsupported Media Type\"} | 37",
                "WAF_FILTERED | 403 | ForbiddenException | {\"message\":\"Forbidden\"} | 23"
            })
    @DisplayName("rest-api-runtime 10.2 [R] [F]: byte counts of bodies, compact before the execution and spaced after")
    void everyTypeSaysItsText(GatewayResponseType type, int status, String errorType, String body, int bytes) {
        // when
        Answer answer = Answer.of(type);

        // then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().first("x-amzn-ErrorType")).isEqualTo(errorType);
        assertThat(answer.headers().first("Content-Type")).isEqualTo("application/json");
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).isEqualTo(body);
        assertThat(answer.bytes()).hasSize(bytes);
    }

    @Test
    void thereAreTwentyOneTypesAndEachIsFoundByItsName() {
        assertThat(GatewayResponseType.values()).hasSize(21);
        assertThat(Arrays.stream(GatewayResponseType.values()))
                .allMatch(type -> GatewayResponseType.named(type.name()) == type);
        assertThat(GatewayResponseType.named("TEAPOT")).isNull();
    }
}
