package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a call leaves in the log, from the wire to the line. */
class AccessLogTest {
    @Test
    void everyCallLeavesOneLine() throws IOException {
        // given
        EdgeFixture edge =
                new EdgeFixture().route("POST", "/echo/{id}", TestSteps::echo).deployed();
        List<String> ids = new ArrayList<>();

        // when
        try (edge) {
            for (int count = 0; count < 300; count++) {
                ids.add(edge.call(EdgeFixture.post("/echo/7?secret=canary", "hello"))
                        .field("x-amzn-RequestId"));
            }
            ids.add(edge.call(EdgeFixture.get("/nowhere")).field("x-amzn-RequestId"));
            ids.add(edge.call("nonsense\r\n\r\n").field("x-amzn-RequestId"));
        }

        // then
        List<JsonNode> lines = new ArrayList<>();
        for (String line : edge.log().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines.stream().map(line -> line.get("requestId").asText()).toList())
                .containsExactlyInAnyOrderElementsOf(ids);
        JsonNode call = line(lines, ids.getFirst());
        assertThat(call.get("resourcePath").asText()).isEqualTo("/echo/{id}");
        assertThat(call.get("path").asText()).isEqualTo("/echo/7");
        assertThat(call.get("responseBytes").asInt()).isEqualTo(5);
        assertThat(call.get("status").asInt()).isEqualTo(200);
        assertThat(call.get("sourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(line(lines, ids.get(300)).get("failure").asText()).isEqualTo("unknown_route");
        assertThat(line(lines, ids.get(301)).get("failure").asText()).isEqualTo("malformed");
        assertThat(edge.log()).doesNotContain("canary");
    }

    private static JsonNode line(List<JsonNode> lines, String requestId) {
        return lines.stream()
                .filter(line -> line.get("requestId").asText().equals(requestId))
                .findFirst()
                .orElseThrow();
    }
}
