package dev.sluice.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLineTest {
    @Test
    void showsAnEntryOfAProcessLogAsOneLineOfText() {
        // given
        String entry =
                "{\"timestamp\":\"2026-11-21T04:45:11.2Z\",\"sequence\":7,\"loggerName\":\"dev.sluice.data.boot.Node\","
                        + "\"level\":\"INFO\",\"message\":\"The node runs. node=node-1\",\"threadName\":\"main\",\"threadId\":1}";

        // then
        assertThat(LogLine.readable(entry)).isEqualTo("2026-11-21T04:45:11.2Z INFO  [Node] The node runs. node=node-1");
    }

    @Test
    void leavesOtherLinesAsTheyAre() {
        assertThat(LogLine.readable("{\"requestId\":\"a\",\"status\":200}"))
                .isEqualTo("{\"requestId\":\"a\",\"status\":200}");
        assertThat(LogLine.readable("database system is ready")).isEqualTo("database system is ready");
        assertThat(LogLine.readable("{cut")).isEqualTo("{cut");
    }
}
