package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.Topics;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolRefused;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The reports that no broker has taken, kept in the spool for the node's next run, with the boot and the sequence under which
 * they may have been counted. Sealed like reports on their way, one line each. One thread uses it.
 */
final class UnsentUsage {
    private static final Logger LOG = Logger.getLogger(UnsentUsage.class);
    private static final String TEXT = "usage";

    private final Spool spool;
    private final NodeMessages messages;
    private final Topics topics;
    private final NodeIdentity self;
    private boolean kept;
    private boolean failing;

    UnsentUsage(Spool spool, NodeMessages messages, Topics topics, NodeIdentity self) {
        this.spool = spool;
        this.messages = messages;
        this.topics = topics;
        this.self = self;
    }

    /** Whether anything is kept. */
    boolean isKept() {
        return kept;
    }

    /** What the run before left. A line that cannot be opened, after the loss of the cell key, is passed over. */
    List<UsageReport> load() {
        List<UsageReport> reports = new ArrayList<>();
        try {
            kept = spool.lines(TEXT, line -> open(line, reports));
        } catch (SpoolRefused unreadable) {
            unreadable(unreadable);
        }
        return reports;
    }

    private void open(String line, List<UsageReport> reports) {
        try {
            byte[] sealed = Base64.getDecoder().decode(line);
            reports.add(messages.read(topics.usage(), self.node(), sealed, UsageReport.class));
        } catch (RecordRefused | IllegalArgumentException damaged) {
            unreadable(damaged);
        }
    }

    private static void unreadable(Exception failure) {
        LOG.errorf("Usage that an earlier run left cannot be read. failure=%s", failure.getMessage());
    }

    /** Keeps these in the place of what was kept. False when the disk does not take them; then that stays. */
    boolean keep(Stream<UsageReport> reports) {
        try {
            spool.lines(TEXT, reports.map(this::seal).iterator());
            kept = true;
            failing = false;
            return true;
        } catch (SpoolRefused full) {
            failed(full);
            return false;
        }
    }

    private String seal(UsageReport report) {
        return Base64.getEncoder().encodeToString(messages.write(topics.usage(), self.node(), report));
    }

    /** Keeps nothing any more. What a disk does not give up would be sent again and not be counted again. */
    void forget() {
        try {
            spool.remove(TEXT);
            kept = false;
        } catch (SpoolRefused failed) {
            failed(failed);
        }
    }

    private void failed(SpoolRefused failure) {
        if (!failing) {
            LOG.warnf("Usage that no broker takes is not kept on the disk. failure=%s", failure.getMessage());
        }
        failing = true;
    }
}
