package dev.sluice.authorizer.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * What the server leaves open of security-requirements 23 and 26: HTTP/2 without TLS is off, and a head is whole in time. The
 * server knows a limit for idle connections alone, which every byte begins anew.
 */
@Singleton
final class Listener implements HttpServerOptionsCustomizer {
    static final Duration HEAD_TIME = Duration.ofSeconds(10);

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }

    /** Vert.x shows nobody a connection before its first request, so connections are watched from where they are accepted. */
    void watch(@ObservesAsync HttpServerStart started, Vertx vertx) {
        var watch = new Accepted();
        for (EventExecutor loop : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            loop.execute(() -> ((SingleThreadEventLoop) loop)
                    .registeredChannelsIterator()
                    .forEachRemaining(server -> server.pipeline().addFirst(watch)));
        }
    }

    /** Stands before the server's own acceptor. */
    @Sharable
    private static final class Accepted extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                connection.pipeline().addLast(new HeadWatch(HEAD_TIME));
            }
            context.fireChannelRead(accepted);
        }
    }
}
