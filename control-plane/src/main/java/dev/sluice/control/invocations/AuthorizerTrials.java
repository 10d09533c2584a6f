package dev.sluice.control.invocations;

import dev.sluice.contracts.invocations.AuthorizerTrial;
import dev.sluice.contracts.invocations.AuthorizerTrialAnswer;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.audit.AuditedTransaction;
import dev.sluice.control.platform.calls.CurrentCall;
import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Lets a node ask an authorizer as it is now. Reads the definition in a transaction of its own, which has ended when the
 * node is asked.
 */
@Singleton
public class AuthorizerTrials {
    /** The time of an authorizer's function (decisions 36). */
    private static final Duration FUNCTION_TIME = Duration.ofSeconds(29);

    private final CurrentCall current;
    private final AuditedTransaction transaction;
    private final TriedAuthorizers authorizers;
    private final TestNodes nodes;
    private final TestTurns turns = new TestTurns();

    AuthorizerTrials(
            CurrentCall current, AuditedTransaction transaction, TriedAuthorizers authorizers, TestNodes nodes) {
        this.current = current;
        this.transaction = transaction;
        this.authorizers = authorizers;
        this.nodes = nodes;
    }

    /** Tries an authorizer; its failure is an answer too. */
    public AuthorizerTrialAnswer run(RestApiId api, String id, TrialRequest request) {
        TenantId tenant = current.get().principal().tenant();
        return turns.run(tenant, () -> {
            AuthorizerTrial trial =
                    transaction.call(tenant, "testInvokeAuthorizer", () -> authorizers.read(tenant, api, id, request));
            return nodes.run(new NodeTest<>(
                    "The authorizer",
                    AuthorizerTrial.PATH,
                    AuthorizerTrial.PLACE,
                    trial,
                    FUNCTION_TIME,
                    AuthorizerTrialAnswer.PLACE,
                    AuthorizerTrialAnswer.class,
                    TestLog::lostTrial));
        });
    }
}
