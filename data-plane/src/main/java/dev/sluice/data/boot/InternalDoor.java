package dev.sluice.data.boot;

import dev.sluice.contracts.invocations.AuthorizerTrial;
import dev.sluice.contracts.invocations.TestInvocation;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Where internal calls arrive: on the management port, each signed under the cell key (design 5). */
@Singleton
final class InternalDoor {
    private static final int UNAVAILABLE = 503;

    private final NodeHolder holder;

    InternalDoor(NodeHolder holder) {
        this.holder = holder;
    }

    void open(@Observes Router router) {
        router.post(TestInvocation.PATH + ":boot").handler(context -> take(context, Node::methodDoor));
        router.post(AuthorizerTrial.PATH + ":boot").handler(context -> take(context, Node::authorizerDoor));
    }

    private void take(RoutingContext context, Function<Node, TestDoor<?>> door) {
        Node node = holder.node();
        if (node == null || node.isDraining()) {
            TestDoor.end(context.request(), UNAVAILABLE);
        } else {
            door.apply(node).take(context.request(), context.vertx().getOrCreateContext());
        }
    }
}
