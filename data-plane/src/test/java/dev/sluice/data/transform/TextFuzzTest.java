package dev.sluice.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.Fuzz;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 64: queries and trace headers")
class TextFuzzTest {
    private static final int ROUNDS = 50_000;
    private static final List<String> QUERY = List.of(
            "a", "b", "=", "=", "&", "&", ";", "+", "%", "%4", "%61", "%C3%A4", "%ff", "%00", "\u00e4", " ", "[]");
    private static final List<String> TRACE = List.of(
            "Root=1-5f84c3a0-0123456789abcdef01234567",
            "Root=1-5f84c3a0-0123456789abcdef0123456",
            "Root=",
            "Parent=0123456789abcdef",
            "Parent=",
            "Sampled=1",
            "Sampled=0",
            "Sampled=?",
            "Self=1-2-3",
            ";",
            ";",
            ";",
            " ",
            "=",
            "\u0661",
            "\u00e4",
            "\t",
            "x".repeat(600));

    @Test
    void theLastOfAllValuesIsTheLastValue() {
        Fuzz.rounds(ROUNDS, random -> {
            String query = Fuzz.text(random, 12, QUERY);
            List<String> all = new ArrayList<>();
            QueryText.all(query, "a", all);
            assertThat(QueryText.last(query, "a")).as(query).isEqualTo(all.isEmpty() ? null : all.getLast());
            assertThat(QueryText.lastValues(query).get("a"))
                    .as(query)
                    .isEqualTo(all.isEmpty() ? null : ByteText.text(all.getLast()));
        });
    }

    @Test
    void whatIsSentAsATraceIsOne() {
        Fuzz.rounds(ROUNDS, random -> {
            String received = Fuzz.text(random, 8, TRACE);
            String sent = TraceHeader.of(received, 1_600_000_000_000L);
            assertThat(sent).as(received).hasSizeLessThan(1_100).containsPattern("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
            assertThat(sent).as(received).containsPattern("Parent=[0-9a-f]{16}").containsPattern("Sampled=[01]");
            assertThat(TraceHeader.of(sent, 1_600_000_000_000L)).as(received).isEqualTo(sent);
        });
    }
}
