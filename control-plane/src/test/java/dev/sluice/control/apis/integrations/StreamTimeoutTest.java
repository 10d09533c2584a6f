package dev.sluice.control.apis.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchOperation;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest-api-runtime 8.1: a stream may take 15 minutes, whatever the tenant's limit is")
class StreamTimeoutTest {
    private static final int LIMIT = 29_000;

    private static IntegrationDraft draft(String mode, int timeout) {
        var draft = new IntegrationDraft("HTTP_PROXY", "root000000");
        draft.httpMethod = "GET";
        draft.uri = "https://example.com";
        draft.responseTransferMode = mode;
        draft.timeoutInMillis = timeout;
        return draft;
    }

    private static PatchOperation replace(String path, String value) {
        return new PatchOperation(PatchOperation.Op.REPLACE, path, value, null);
    }

    @Test
    void aStreamHasItsOwnLimit() {
        assertThat(draft("STREAM", 900_000).build(LIMIT).timeoutInMillis()).isEqualTo(900_000);
        assertThatThrownBy(() -> draft("STREAM", 900_001).build(LIMIT))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Timeout should be between 50 ms and 900000 ms");
        assertThatThrownBy(() -> draft("BUFFERED", 29_001).build(LIMIT))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Timeout should be between 50 ms and 29000 ms");
    }

    @Test
    void theDefaultIsTheSame() {
        // given
        var draft = draft("STREAM", 0);
        draft.timeoutInMillis = null;

        // then
        assertThat(draft.build(LIMIT).timeoutInMillis()).isEqualTo(29_000);
    }

    @Test
    void modeAndTimeMayBeSetTogether() {
        // when
        var changed = draft("BUFFERED", LIMIT)
                .build(LIMIT)
                .patched(
                        List.of(replace("/timeoutInMillis", "900000"), replace("/responseTransferMode", "STREAM")),
                        LIMIT);

        // then
        assertThat(changed.timeoutInMillis()).isEqualTo(900_000);
    }

    @Test
    void whatIsNoStreamAnyMoreLosesItsTime() {
        // given
        var stream = draft("STREAM", 900_000).build(LIMIT);

        // then
        assertThatThrownBy(() -> stream.patched(List.of(replace("/responseTransferMode", "BUFFERED")), LIMIT))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Timeout should be between 50 ms and 29000 ms");
        assertThat(stream.patched(List.of(replace("/uri", "https://example.org")), LIMIT)
                        .timeoutInMillis())
                .isEqualTo(900_000);
    }
}
