package dev.sluice.aws.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
    private static final String SECRET = "c2VjcmV0LXZhbHVlLTQyNDI0Mg";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed for Authorization: Digest %s, x",
                "headers {\"authorization\":\"%s\",\"a\":1}",
                "Cookie: session=%s; theme=dark",
                "set-cookie=%s",
                "x-api-key: %s",
                "X-Amz-Security-Token: %s",
                "GET /pets?a=1&X-Amz-Signature=%s&b=2",
                "GET /pets?access_token=%s",
                "password=%s retry",
                "\"aws_secret_access_key\" : \"%s\"",
                "sent Bearer %s to the origin",
                "token eyJ%s.%s.%s expired"
            })
    void masksCredentials(String text) {
        // when
        String masked = LogText.masked(text.replace("%s", SECRET));

        // then
        assertThat(masked).doesNotContain(SECRET).contains("***");
    }

    @Test
    void leavesOtherTextsAlone() {
        // given
        String text = "A record is refused. topic=sluice.stages.v1 key=111122223333/a1b2c3d4e5/prod revision=7"
                + " failure=FATAL: password authentication failed for user \"sluice_app\"";

        // then
        assertThat(LogText.masked(text)).isEqualTo(text);
    }

    @Test
    void cutsALongTextAndStaysFastOnAHostileOne() {
        // given
        String hostile = "authorization".repeat(100_000) + " ".repeat(100_000);

        // when
        long startNanos = System.nanoTime();
        String masked = LogText.masked(hostile);

        // then
        assertThat(masked).hasSizeLessThan(LogText.MAX_CHARS + 10);
        assertThat(System.nanoTime() - startNanos).isLessThan(500_000_000L);
    }

    @Test
    void masksTheMessagesOfAThrowableAndOfItsCauses() {
        // given
        var failure =
                new IllegalStateException("outer password=" + SECRET, new RuntimeException("x-api-key: " + SECRET));

        // when
        var masked = MaskedThrowable.of(failure);

        // then
        assertThat(masked).hasToString("java.lang.IllegalStateException: outer password=***");
        assertThat(masked.getCause()).hasToString("java.lang.RuntimeException: x-api-key: ***");
        assertThat(masked.getStackTrace()).startsWith(failure.getStackTrace()[0]);
    }
}
