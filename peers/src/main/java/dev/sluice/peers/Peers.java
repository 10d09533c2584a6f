package dev.sluice.peers;

import com.adobe.testing.s3mock.S3MockApplication;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/**
 * A queue service and an object store in memory, each on a free port. Says both ports in a line
 * each, then runs until its standard input ends, so that it never outlives the test that started it.
 */
public final class Peers {
    private static final String LOOPBACK = "127.0.0.1";

    private Peers() {}

    public static void main(String[] arguments) {
        try {
            System.out.println("sqs=" + queues());
            System.out.println("s3=" + objects());
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (Exception failed) {
            failed.printStackTrace();
            end(1);
        }
        end(0);
    }

    /** Threads of the services would keep the process alive. */
    private static void end(int status) {
        Runtime.getRuntime().halt(status);
    }

    private static int queues() {
        return SQSRestServerBuilder.withInterface(LOOPBACK)
                .withDynamicPort()
                .start()
                .waitUntilStarted()
                .localAddress()
                .getPort();
    }

    @SuppressWarnings("deprecation") // Its makers want it in a JVM of its own, which this is.
    private static int objects() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(S3MockApplication.PROP_SILENT, true);
        settings.put(S3MockApplication.PROP_HTTP_PORT, S3MockApplication.RANDOM_PORT);
        settings.put(S3MockApplication.PROP_HTTPS_PORT, S3MockApplication.RANDOM_PORT);
        settings.put("server.address", LOOPBACK);
        return S3MockApplication.start(settings).getHttpPort();
    }
}
