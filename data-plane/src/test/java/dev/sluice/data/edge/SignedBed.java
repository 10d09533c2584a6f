package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.MethodDraft.mock;

import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.Signing;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.stage.Lookup;
import java.io.IOException;

/** A listener whose methods want signed calls, and that knows one key, which may call everything. */
final class SignedBed implements AutoCloseable {
    static final String TENANT = "123456789012";

    /** What {@code $context} tells of a caller. */
    private static final String WHO = "$context.identity.accountId $context.identity.accessKey $context.identity.caller"
            + " $context.identity.user $context.identity.userArn";

    private final EdgeFixture edge;
    private final Gateway gateway;

    SignedBed() throws IOException {
        this(new EdgeFixture());
    }

    SignedBed(EdgeFixture edge) {
        this.edge = edge;
        this.gateway = new Gateway(edge.loops());
        gateway.keys().put(Signing.record(TENANT, 1, Policies.of(Policies.identity("Allow", "*"))));
    }

    /** Answers who calls. */
    static MethodDraft whoami() {
        return mock("{\"statusCode\":200}")
                .response("200", "")
                .responseTemplate("200", "application/json", WHO)
                .authorization("AWS_IAM");
    }

    SignedBed deployed(StageDraft stage) {
        var snapshot = stage.of(TENANT, EdgeFixture.API).snapshot();
        edge.stage(EdgeFixture.API, "prod", new Lookup.Found(gateway.compile(snapshot)));
        return this;
    }

    EdgeFixture edge() {
        return edge;
    }

    Gateway gateway() {
        return gateway;
    }

    /** Signs for the API's own host. */
    static Signing signing() {
        return Signing.of(EdgeFixture.HOST);
    }

    @Override
    public void close() {
        gateway.close();
        edge.close();
    }
}
