package dev.sluice.data.origin;

import dev.sluice.data.netty.TurnReads;
import dev.sluice.data.pipeline.Failure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens one connection: resolves the name, checks every address that came back, connects to one it checked, and shakes
 * hands. Only the way to the first byte is tried on several addresses (rest-api-runtime 8.1). Confined to its loop.
 */
final class Connector {
    private static final Failure BAD_ADDRESS = new Failure.Configuration("Invalid endpoint address");
    private static final int MAX_ATTEMPTS = 3;

    private final OriginPool pool;
    private final OriginClient.Setup setup;
    private List<InetAddress> addresses = List.of();
    private int attempt;
    private @Nullable OriginConnection connection;

    Connector(OriginPool pool) {
        this.pool = pool;
        this.setup = pool.owner().setup();
    }

    void start() {
        String named = setup.rules().peer(pool.key().host());
        String host = named == null ? pool.key().host() : named;
        if (HostText.isAddress(host)) {
            use(List.of(literal(host)));
        } else if (HostText.isName(host)) {
            pool.owner().resolver().resolveAll(host).addListener((Future<List<InetAddress>> found) -> {
                if (found.isSuccess()) {
                    use(found.getNow());
                } else {
                    refuseLater();
                }
            });
        } else {
            refuseLater();
        }
    }

    private static InetAddress literal(String host) {
        try {
            return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(host));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void use(List<InetAddress> found) {
        OriginKey key = pool.key();
        for (InetAddress address : found) {
            if (!setup.rules().allows(key.host(), address, key.port())) {
                refuseLater();
                return;
            }
        }
        addresses = found;
        connect();
    }

    /** Never inside the call that made the connector, so that the pool is not changed while it counts. */
    private void refuseLater() {
        pool.owner().loop().execute(() -> pool.hasNoAddress(BAD_ADDRESS));
    }

    private void connect() {
        OriginKey key = pool.key();
        InetSocketAddress target = new InetSocketAddress(addresses.get(attempt), key.port());
        new Bootstrap()
                .group(pool.owner().loop())
                .channel(setup.channelType())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new TurnReads(this::room))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        setup.limits().connect().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (key.secure()) {
                            channel.pipeline()
                                    .addLast(setup.tls()
                                            .handler(
                                                    channel.alloc(),
                                                    key,
                                                    setup.limits().connect()));
                        }
                    }
                })
                .connect(target)
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        shakeHands(connected.channel());
                    } else {
                        tryNext(reason(connected.cause()));
                    }
                });
    }

    private void shakeHands(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            ready(channel);
            return;
        }
        tls.handshakeFuture().addListener((Future<Channel> shaken) -> {
            if (shaken.isSuccess()) {
                ready(channel);
            } else {
                var _ = channel.close();
                tryNext("TLS: " + reason(shaken.cause()));
            }
        });
    }

    private void ready(Channel channel) {
        OriginConnection made = new OriginConnection(pool, channel);
        connection = made;
        made.install();
        pool.connected(made);
    }

    private int room() {
        return connection == null ? Integer.MAX_VALUE : connection.room();
    }

    private void tryNext(String reason) {
        attempt++;
        if (attempt < addresses.size() && attempt < MAX_ATTEMPTS) {
            connect();
        } else {
            pool.notConnected(new Failure.IntegrationUnreachable(reason));
        }
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
