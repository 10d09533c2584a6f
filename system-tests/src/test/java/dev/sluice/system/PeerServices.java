package dev.sluice.system;

import dev.sluice.fixtures.ChildProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Services that stand for those of AWS, in processes of their own: ElasticMQ for SQS and S3Mock for S3, and Dynalite for
 * DynamoDB where Node.js has installed it.
 */
final class PeerServices implements AutoCloseable {
    private static final Path FOLDER = Checkout.home().resolve("peers");

    private final ChildProcess java;
    private final ChildProcess node;

    /** Starts them; each is there once it is asked for. */
    PeerServices() {
        java = ChildProcess.start(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                FOLDER.resolve("target/peers.jar").toString()));
        node = hasDynamoDb()
                ? ChildProcess.start(
                        List.of("node", FOLDER.resolve("dynamodb.js").toString()))
                : java;
    }

    static boolean hasDynamoDb() {
        return Files.exists(FOLDER.resolve("node_modules/dynalite/package.json"));
    }

    URI sqs() {
        return address(java, "sqs");
    }

    URI s3() {
        return address(java, "s3");
    }

    /** Only where {@link #hasDynamoDb} holds. */
    URI dynamoDb() {
        return address(node, "dynamodb");
    }

    private static URI address(ChildProcess process, String name) {
        return URI.create("http://127.0.0.1:" + process.awaitLine("^" + name + "=(\\d+)$"));
    }

    @Override
    public void close() {
        node.close();
        java.close();
    }
}
