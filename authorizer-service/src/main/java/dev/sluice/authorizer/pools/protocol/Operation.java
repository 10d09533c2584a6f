package dev.sluice.authorizer.pools.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/** An operation of the protocol: open to all, or to holders of a tenant's access key. */
public sealed interface Operation {
    /** Its name, as in the header {@code X-Amz-Target}. */
    String name();

    /** Proves itself, by a client id or a token in its body. */
    record Public(String name, Function<PublicCall, ObjectNode> work) implements Operation {}

    /**
     * Needs Signature V4 and the permission {@code cognito-idp:{name}}, on the pool that it names or, if it is one of no
     * pool, on all.
     */
    record Admin(String name, boolean ofPool, Function<AdminCall, ObjectNode> work) implements Operation {
        public Admin(String name, Function<AdminCall, ObjectNode> work) {
            this(name, true, work);
        }
    }
}
