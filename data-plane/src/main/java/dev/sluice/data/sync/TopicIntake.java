package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.Receipt;
import dev.sluice.contracts.records.Inventory;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.RecordSeal;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.data.sync.spool.SpoolValue;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Takes the records of one compacted topic: checks them, passes over revisions that the node has dealt with, has the
 * rest put into effect and then kept. Confined to the worker of its topic.
 */
final class TopicIntake {
    private static final Logger LOG = Logger.getLogger(TopicIntake.class);
    private static final String REFUSED_BEFORE = "refused before; the log of this node has the reason";

    private final String name;
    private final SpoolTopic topic;
    private final RecordReader reader;
    private final Spool spool;
    private final RecordTaker taker;
    private final Receipts receipts;
    private final SyncCounters counters;
    private final Rounds rounds;

    /** What an intake works with. */
    record Parts(RecordReader reader, Spool spool, Receipts receipts, SyncCounters counters) {}

    TopicIntake(String name, SpoolTopic topic, RecordTaker taker, Parts parts) {
        this.name = name;
        this.topic = topic;
        this.taker = taker;
        this.reader = parts.reader();
        this.spool = parts.spool();
        this.receipts = parts.receipts();
        this.counters = parts.counters();
        this.rounds = new Rounds(topic, spool);
    }

    String name() {
        return name;
    }

    SpoolTopic topic() {
        return topic;
    }

    /** Puts everything that the spool has into effect. */
    void load() {
        spool.entries(topic).forEach(taker::load);
    }

    /** The partition is read from its beginning, or is another one now. */
    void startOver(int partition) {
        rounds.startOver(partition);
    }

    /**
     * Deals with one message; never throws, since the next one must get its turn.
     *
     * @param live whether the node was up to date before: then stages are compiled first, and what serves sends a
     *     receipt; what is refused always does
     */
    void accept(ConsumerRecord<String, byte[]> message, boolean live) {
        try {
            if (message.key() == null) {
                throw new RecordRefused("the message has no key");
            } else if (message.value() == null || message.value().length == 0) {
                forgetDeleted(message.key());
            } else if (message.key().equals(Inventory.KEY)) {
                endRound(message);
            } else {
                take(message, live);
            }
        } catch (RecordRefused e) {
            counters.foreign.increment();
            LOG.warnf(
                    "A message is no record of this installation. topic=%s partition=%d offset=%d failure=%s",
                    name, message.partition(), message.offset(), e.getMessage());
        } catch (RuntimeException e) {
            counters.failed.increment();
            LOG.errorf(
                    e,
                    "A record met a fault of this node. topic=%s partition=%d offset=%d",
                    name,
                    message.partition(),
                    message.offset());
        }
    }

    private void take(ConsumerRecord<String, byte[]> message, boolean live) throws RecordRefused {
        String key = message.key();
        byte[] json = reader.unpack(name, key, message.value());
        var header = RecordHeader.read(json);
        SpoolEntry known = spool.find(topic, key);
        long knownRevision = known == null ? 0 : known.revision();
        if (header.revision() >= knownRevision) {
            rounds.saw(message.partition(), key);
        }
        if (known != null && header.revision() == knownRevision) {
            renew(message, known);
            refuseAgain(known);
        }
        if (header.revision() > knownRevision) {
            boolean compileFirst = live || (known != null && known.hasValue());
            var arrival = new Arrival(key, header, json, compileFirst);
            settle(message, arrival, verdict(arrival), live);
        }
    }

    /**
     * What is kept gives way to the same revision under other keys: after a rotation the spool must open without the
     * keys before it.
     */
    private void renew(ConsumerRecord<String, byte[]> message, SpoolEntry known) throws RecordRefused {
        if (known.keptRevision() == known.revision() && !known.deleted()) {
            try {
                SpoolValue kept = spool.value(topic, known.key());
                if (kept == null || !RecordSeal.of(kept.bytes()).equals(RecordSeal.of(message.value()))) {
                    spool.keep(
                            topic,
                            message.partition(),
                            known.key(),
                            known.revision(),
                            known.flagged(),
                            message.value());
                }
            } catch (IOException e) {
                LOG.warnf("The spool cannot be read just now. key=%s failure=%s", known.key(), e.toString());
            }
        }
    }

    /** Each round of the topic brings what was refused again, and so an answer that was lost. */
    private void refuseAgain(SpoolEntry known) {
        if (known.refused()) {
            receipts.send(known.key(), known.revision(), Receipt.State.REFUSED, REFUSED_BEFORE);
        }
    }

    private Verdict verdict(Arrival arrival) {
        try {
            return taker.take(arrival);
        } catch (RecordRefused e) {
            return new Verdict.Refuse(e.getMessage() == null ? "the record is refused" : e.getMessage());
        }
    }

    private void settle(ConsumerRecord<String, byte[]> message, Arrival arrival, Verdict verdict, boolean live) {
        int partition = message.partition();
        long revision = arrival.header().revision();
        switch (verdict) {
            case Verdict.Keep(boolean flagged) -> {
                spool.keep(topic, partition, arrival.key(), revision, flagged, message.value());
                taker.kept(arrival);
            }
            case Verdict.Delete _ -> spool.delete(topic, partition, arrival.key(), revision);
            case Verdict.Refuse(String reason) -> {
                spool.refuse(topic, partition, arrival.key(), revision);
                LOG.errorf(
                        "A record is refused, what was in effect stays. topic=%s key=%s revision=%d failure=%s",
                        name, arrival.key(), revision, reason);
            }
        }
        report(arrival, verdict, live);
    }

    private void report(Arrival arrival, Verdict verdict, boolean live) {
        String reason = verdict instanceof Verdict.Refuse(String text) ? text : null;
        (reason == null ? counters.applied : counters.refused).increment();
        if (live || reason != null) {
            var state = reason == null ? Receipt.State.SERVING : Receipt.State.REFUSED;
            receipts.send(arrival.key(), arrival.header().revision(), state, reason);
        }
    }

    /** A tombstone says that the broker may forget, so it forgets only what a record deleted before. */
    private void forgetDeleted(String key) {
        SpoolEntry entry = spool.find(topic, key);
        if (entry != null && entry.deleted()) {
            forget(entry, entry.revision());
        }
    }

    private void endRound(ConsumerRecord<String, byte[]> message) throws RecordRefused {
        var inventory = reader.read(name, Inventory.KEY, message.value(), Inventory.class);
        for (SpoolEntry entry : rounds.end(message.partition(), inventory)) {
            LOG.infof(
                    "The inventory lacks a key, so it is gone. topic=%s key=%s revision=%d",
                    name, entry.key(), entry.revision());
            forget(entry, inventory.revisionBound());
        }
    }

    private void forget(SpoolEntry entry, long revisionBound) {
        taker.forget(entry, revisionBound);
        spool.forget(entry);
        counters.forgotten.increment();
    }
}
