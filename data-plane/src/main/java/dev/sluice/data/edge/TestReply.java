package dev.sluice.data.edge;

import dev.sluice.contracts.invocations.TestAnswer;
import java.util.List;
import java.util.Map;

/**
 * What a test invocation left on its loop: the body still in bytes, since a large one would hold the loop up. Its maker
 * does not touch it again.
 */
public final class TestReply {
    private final int status;
    private final Map<String, List<String>> headers;
    private final TestBytes body;
    private final String log;
    private final long latencyMillis;

    TestReply(int status, Map<String, List<String>> headers, TestBytes body, String log, long latencyMillis) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.log = log;
        this.latencyMillis = latencyMillis;
    }

    /** Decodes the body; on a worker. */
    public TestAnswer answer() {
        return new TestAnswer(TestAnswer.FORMAT_VERSION, status, headers, body.text(), log, latencyMillis);
    }
}
