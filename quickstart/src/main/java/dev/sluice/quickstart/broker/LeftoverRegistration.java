package dev.sluice.quickstart.broker;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import kafka.server.ControllerServer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.jspecify.annotations.Nullable;

/**
 * The registration of a broker that was killed: the metadata still calls it the leader of every partition.
 *
 * <p>A broker that starts on such metadata resumes the transactions that were being committed before its own port is open. When
 * the controller then notices the death, the partitions have no leader for a moment, and Kafka 4.3 takes a partition without a
 * leader for a deleted one: it calls the transaction complete without writing its commit marker, and readers of committed records
 * never get past that point. So the registration is removed after the controller's start and before the broker's. The folder's
 * lock, which the controller holds, says that the earlier process is gone. It also saves the wait for that session's end.
 */
final class LeftoverRegistration implements MetadataPublisher {
    private static final long LIMIT_SECONDS = 60;

    private final CompletableFuture<Boolean> found = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();

    private LeftoverRegistration() {}

    /** Removes it, if there is one, and returns when the metadata that the broker will start on shows no trace of it. */
    static void remove(ControllerServer server) throws ExecutionException, InterruptedException, TimeoutException {
        var leftover = new LeftoverRegistration();
        var loader = server.sharedServer().loader();
        loader.installPublishers(List.of(leftover)).get(LIMIT_SECONDS, SECONDS);
        if (leftover.found.get(LIMIT_SECONDS, SECONDS)) {
            var context = new ControllerRequestContext(
                    new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
            server.controller()
                    .unregisterBroker(context, BrokerSettings.NODE_ID)
                    .get(LIMIT_SECONDS, SECONDS);
            leftover.gone.get(LIMIT_SECONDS, SECONDS);
        }
        loader.removeAndClosePublisher(leftover).get(LIMIT_SECONDS, SECONDS);
    }

    @Override
    public String name() {
        return "LeftoverRegistration";
    }

    @Override
    public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
        var registration = image.cluster().broker(BrokerSettings.NODE_ID);
        boolean isLeftover = registration != null && !registration.fenced();
        found.complete(isLeftover);
        if (!isLeftover) {
            gone.complete(null);
        }
    }

    @Override
    public void close() {}
}
