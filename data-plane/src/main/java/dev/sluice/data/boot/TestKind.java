package dev.sluice.data.boot;

import dev.sluice.contracts.invocations.AuthorizerTrial;
import dev.sluice.contracts.invocations.AuthorizerTrialAnswer;
import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.data.edge.TestInvocations;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a {@link TestDoor} lets run.
 *
 * @param <C> the record of a call
 * @param path of its internal calls, in front of the node's boot id
 * @param place where its records belong
 * @param type of its records
 * @param answerPlace where its answers belong
 * @param tenant whose a call is
 * @param runner runs a call
 */
record TestKind<C>(
        String path, String place, Class<C> type, String answerPlace, Function<C, String> tenant, Runner<C> runner) {

    /** Runs one call, which may be stopped by what this returns. The answer is given once, to be made on a worker. */
    @FunctionalInterface
    interface Runner<C> {
        Runnable run(C call, Consumer<Supplier<Object>> then);
    }

    /** Methods that are not deployed. */
    static TestKind<TestInvocation> methods(TestInvocations invocations) {
        return new TestKind<>(
                TestInvocation.PATH,
                TestInvocation.PLACE,
                TestInvocation.class,
                TestAnswer.PLACE,
                call -> call.stage().key().tenant(),
                (call, then) -> invocations.run(call, reply -> then.accept(reply::answer)));
    }

    /** Authorizers by themselves. */
    static TestKind<AuthorizerTrial> authorizers(TestInvocations invocations) {
        return new TestKind<>(
                AuthorizerTrial.PATH,
                AuthorizerTrial.PLACE,
                AuthorizerTrial.class,
                AuthorizerTrialAnswer.PLACE,
                trial -> trial.stage().key().tenant(),
                (trial, then) -> invocations.tryAuthorizer(trial, answer -> then.accept(() -> answer)));
    }
}
