package dev.sluice.control.invocations;

import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.control.apis.methods.MethodKey;
import dev.sluice.control.platform.audit.AuditedTransaction;
import dev.sluice.control.platform.calls.CurrentCall;
import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Lets a node run a method as it is now. Reads the definition in a transaction of its own, which has ended when the node
 * is asked: an origin's slowness holds no connection of the database.
 */
@Singleton
public class TestInvocations {
    private final CurrentCall current;
    private final AuditedTransaction transaction;
    private final TriedMethods methods;
    private final TestNodes nodes;
    private final TestTurns turns = new TestTurns();

    TestInvocations(CurrentCall current, AuditedTransaction transaction, TriedMethods methods, TestNodes nodes) {
        this.current = current;
        this.transaction = transaction;
        this.methods = methods;
        this.nodes = nodes;
    }

    /** Tries a method; its failure is an answer too. */
    public TestAnswer run(MethodKey key, TestRequest request) {
        TenantId tenant = current.get().principal().tenant();
        return turns.run(tenant, () -> run(tenant, key, request));
    }

    private TestAnswer run(TenantId tenant, MethodKey key, TestRequest request) {
        var invocation = transaction.call(tenant, "testInvokeMethod", () -> methods.read(tenant, key, request));
        TestAnswer answer = nodes.run(new NodeTest<>(
                "The method",
                TestInvocation.PATH,
                TestInvocation.PLACE,
                invocation,
                time(invocation),
                TestAnswer.PLACE,
                TestAnswer.class,
                TestLog::timedOut));
        String certificate = request.clientCertificateId();
        return certificate == null ? answer : TestLog.withoutCertificate(answer, certificate);
    }

    private static Duration time(TestInvocation invocation) {
        IntegrationSnapshot integration = invocation.method().integration();
        return integration.isStreamed()
                ? TestInvocation.STREAM_TIME
                : Duration.ofMillis(integration.timeoutMillis());
    }
}
