package dev.sluice.data.sync;

import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.nodes.Heartbeat;
import dev.sluice.contracts.nodes.Receipt;
import dev.sluice.contracts.records.Inventory;
import dev.sluice.contracts.records.KeyDigest;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.RecordSeal;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.contracts.records.Topics;
import dev.sluice.contracts.stages.ApiSnapshot;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.ResourceSnapshot;
import dev.sluice.contracts.stages.StageDeletion;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.fixtures.Await;
import dev.sluice.fixtures.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The control plane's side of the topics, in a cell of its own on a real broker, and nodes that follow it. */
final class SyncBed implements AutoCloseable {
    static final String TENANT = "100000000001";

    final Topics topics = Topics.ofCell("t" + UUID.randomUUID().toString().substring(0, 8));
    final RecordReader reader;
    final NodeMessages messages;
    private final Path folder;
    private final KafkaBroker broker;
    private final RecordWriter writer;
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final Admin admin;
    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<SyncNode> nodes = new ArrayList<>();

    SyncBed(KafkaBroker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
        KeyFile.createSymmetric(folder.resolve("cell.key"));
        KeyFile.createSigningPair(folder.resolve("signing.key"), folder.resolve("signing.pub"));
        KeyFile.createSymmetric(folder.resolve("next-cell.key"));
        var cell = new Envelope(KeyFile.read(folder.resolve("cell.key")));
        var cellAndNext = new Envelope(both(folder.resolve("cell.key"), folder.resolve("next-cell.key")));
        writer = new RecordWriter(new RecordSigner(KeyFile.read(folder.resolve("signing.key"))), cell);
        reader = new RecordReader(new RecordVerifier(KeyFile.readPublic(folder.resolve("signing.pub"))), cellAndNext);
        messages = new NodeMessages(cell);
        var properties = new Properties();
        properties.put("bootstrap.servers", broker.bootstrapServers());
        properties.put("max.request.size", 18 << 20);
        producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        admin = Admin.create(properties);
        createTopics();
        properties.put("auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(Stream.of(topics.nodes(), topics.receipts())
                .flatMap(SyncBed::partitions)
                .toList());
    }

    private static Stream<TopicPartition> partitions(String topic) {
        return IntStream.range(0, Topics.PARTITIONS).mapToObj(number -> new TopicPartition(topic, number));
    }

    void createTopics() {
        create(List.of(topics.stages(), topics.access(), topics.quotas(), topics.nodes(), topics.receipts()));
    }

    private void create(List<String> names) {
        await(() -> admin.createTopics(names.stream()
                        .map(name -> new NewTopic(name, Topics.PARTITIONS, (short) 1)
                                .configs(Map.of("max.message.bytes", Integer.toString(17 << 20))))
                        .toList())
                .all()
                .get());
    }

    /** The stages' topic is lost and made anew, empty. */
    void loseStages() {
        await(() -> admin.deleteTopics(List.of(topics.stages())).all().get());
        Await.until("the topic is gone", () -> !admin.listTopics().names().get().contains(topics.stages()));
        create(List.of(topics.stages()));
    }

    private interface Call {
        @Nullable
        Object run() throws InterruptedException, ExecutionException;
    }

    private static void await(Call call) {
        try {
            call.run();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A node on this bed's broker with a spool of that name; starts at once. */
    SyncNode node(String name) {
        return open(name, name, broker.bootstrapServers());
    }

    /** A node that finds no broker. */
    SyncNode aloneNode(String name) {
        return open(name, name, "127.0.0.1:1");
    }

    /** A node of that id with a spool of another name. */
    SyncNode node(String name, String spool) {
        return open(name, spool, broker.bootstrapServers());
    }

    private SyncNode open(String name, String spool, String bootstrapServers) {
        var node = new SyncNode(name, folder.resolve(spool), bootstrapServers, this);
        nodes.add(node);
        return node;
    }

    static StageKey key(String api) {
        return new StageKey(TENANT, api, "prod");
    }

    /** A stage without methods. */
    static StageSnapshot stage(String api, long revision) {
        return stage(api, revision, List.of());
    }

    /** A stage whose only method no node knows to serve. */
    static StageSnapshot strangeStage(String api, long revision) {
        var integration = new IntegrationSnapshot(
                "TELEGRAPH",
                null,
                null,
                Map.of(),
                Map.of(),
                "WHEN_NO_MATCH",
                null,
                29_000,
                false,
                Map.of(),
                null,
                null,
                null,
                null);
        var method = new MethodSnapshot("NONE", false, null, Map.of(), null, Map.of(), integration, null, List.of());
        return stage(api, revision, List.of(new ResourceSnapshot("abc123", "/", Map.of("GET", method))));
    }

    /** A stage with as many routes as a node needs some time for. */
    static StageSnapshot largeStage(String api, long revision) {
        var integration = new IntegrationSnapshot(
                "MOCK",
                null,
                null,
                Map.of(),
                Map.of(),
                "WHEN_NO_MATCH",
                null,
                29_000,
                false,
                Map.of(),
                null,
                null,
                null,
                null);
        var method = new MethodSnapshot("NONE", false, null, Map.of(), null, Map.of(), integration, null, List.of());
        return stage(
                api,
                revision,
                IntStream.range(0, 20)
                        .mapToObj(number ->
                                new ResourceSnapshot("res" + number, "/path" + number + "/{id}", Map.of("GET", method)))
                        .toList());
    }

    private static StageSnapshot stage(String api, long revision, List<ResourceSnapshot> resources) {
        var settings = new ApiSnapshot(
                api, false, List.of(), null, Map.of(), List.of(), List.of(), null, null, List.of(), null, List.of());
        return new StageSnapshot(
                1,
                key(api),
                revision,
                "dep" + revision,
                settings,
                resources,
                Map.of(),
                List.of(),
                List.of(),
                null,
                false);
    }

    void publish(StageSnapshot stage) {
        send(
                topics.stages(),
                stage.key().text(),
                writer.write(topics.stages(), stage.key().text(), stage));
    }

    /** Sends many stages as one go of the producer, without a wait for each. */
    void publishAll(List<StageSnapshot> stages) {
        for (StageSnapshot stage : stages) {
            var _ = producer.send(
                    new ProducerRecord<>(topics.stages(), stage.key().text(), sealed(stage)));
        }
        producer.flush();
    }

    /** The same stage as a control plane sends it that has a newer cell key in front. */
    void publishUnderANewKey(StageSnapshot stage) {
        String key = stage.key().text();
        send(topics.stages(), key, rotatedWriter().write(topics.stages(), key, stage));
    }

    /** The seal of what {@link #publishUnderANewKey} sends. */
    RecordSeal newSeal() {
        return rotatedWriter().seal();
    }

    private RecordWriter rotatedWriter() {
        return new RecordWriter(
                new RecordSigner(KeyFile.read(folder.resolve("signing.key"))),
                new Envelope(KeyFile.read(folder.resolve("next-cell.key"))));
    }

    private static KeyFile both(Path newer, Path older) {
        return KeyFile.of(
                List.of(KeyFile.read(newer).newest(), KeyFile.read(older).newest()));
    }

    void delete(String api, long revision) {
        var deletion = new StageDeletion(1, key(api), revision);
        String key = deletion.key().text();
        send(topics.stages(), key, writer.write(topics.stages(), key, deletion));
    }

    void publish(TenantRecord tenant) {
        send(topics.access(), tenant.key(), writer.write(topics.access(), tenant.key(), tenant));
    }

    /** Sends bytes as they are; null is a tombstone. */
    void send(String topic, String key, byte @Nullable [] value) {
        await(() -> producer.send(new ProducerRecord<>(topic, key, value)).get());
    }

    byte[] sealed(StageSnapshot stage) {
        return writer.write(topics.stages(), stage.key().text(), stage);
    }

    /** Ends a round in the partition of these stages, which must all be in one. */
    void inventory(long revisionBound, List<StageSnapshot> live) {
        long digest = live.stream()
                .mapToLong(stage -> KeyDigest.of(stage.key().text(), stage.revision()))
                .sum();
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            int number = partition;
            var inOne =
                    live.stream().filter(stage -> partitionOf(stage) == number).toList();
            boolean all = inOne.size() == live.size();
            var inventory = new Inventory(1, 1, all ? live.size() : 0, all ? digest : 0, revisionBound);
            byte[] value = writer.write(topics.stages(), Inventory.KEY, inventory);
            await(() -> producer.send(new ProducerRecord<>(topics.stages(), number, Inventory.KEY, value))
                    .get());
        }
    }

    int partitionOf(StageSnapshot stage) {
        // The producers' default choice.
        int hash = Utils.murmur2(stage.key().text().getBytes(StandardCharsets.UTF_8));
        return Utils.toPositive(hash) % Topics.PARTITIONS;
    }

    /** Everything that nodes sent so far. */
    List<Heartbeat> heartbeats() {
        read();
        return heartbeats;
    }

    List<Receipt> receipts() {
        read();
        return receipts;
    }

    private void read() {
        for (var message : consumer.poll(Duration.ofMillis(50))) {
            try {
                if (message.topic().equals(topics.nodes())) {
                    heartbeats.add(messages.read(message.topic(), message.key(), message.value(), Heartbeat.class));
                } else {
                    receipts.add(messages.read(message.topic(), message.key(), message.value(), Receipt.class));
                }
            } catch (RecordRefused e) {
                throw new AssertionError("a message of a node does not open", e);
            }
        }
    }

    @Override
    public void close() {
        nodes.forEach(SyncNode::close);
        producer.close();
        consumer.close();
        admin.close();
    }
}
