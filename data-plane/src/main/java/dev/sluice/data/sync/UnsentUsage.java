package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.Topics;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolRefused;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * What the node has counted and no broker has taken, kept in the spool for its next run: reports, with the boot and the
 * sequence under which they may have been counted, and calls that are in no report yet. Sealed like reports on their way,
 * one line each. One thread uses it.
 */
final class UnsentUsage {
    private static final Logger LOG = Logger.getLogger(UnsentUsage.class);
    private static final String TEXT = "usage";

    /** Of calls that are in no report. */
    private static final long NO_SEQUENCE = 0;

    private final Spool spool;
    private final NodeMessages messages;
    private final Topics topics;
    private final NodeIdentity self;
    private boolean kept;
    private boolean failing;

    /**
     * What was left.
     *
     * @param reports by their sequence
     * @param calls those that were in no report
     */
    record Left(List<UsageReport> reports, List<UsageReport.Metered> calls) {
        Left {
            reports = List.copyOf(reports);
            calls = List.copyOf(calls);
        }
    }

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
    Left load() {
        List<UsageReport> reports = new ArrayList<>();
        List<UsageReport.Metered> calls = new ArrayList<>();
        for (String line : lines()) {
            try {
                byte[] sealed = Base64.getDecoder().decode(line);
                var report = messages.read(topics.usage(), self.node(), sealed, UsageReport.class);
                if (report.sequence() == NO_SEQUENCE) {
                    calls.addAll(report.metered());
                } else {
                    reports.add(report);
                }
            } catch (RecordRefused | IllegalArgumentException damaged) {
                LOG.errorf("Usage that an earlier run left cannot be read. failure=%s", damaged.getMessage());
            }
        }
        return new Left(reports, calls);
    }

    private List<String> lines() {
        try {
            String text = spool.text(TEXT);
            kept = text != null;
            return text == null ? List.of() : text.lines().toList();
        } catch (SpoolRefused unreadable) {
            LOG.errorf("Usage that an earlier run left cannot be read. failure=%s", unreadable.getMessage());
            return List.of();
        }
    }

    /**
     * Keeps this in the place of what was kept. What the disk does not take is taken away from it: better lost with the
     * process than counted twice. False when not even that works.
     *
     * @param most how many calls a line may name
     */
    boolean keep(Collection<UsageReport> reports, List<UsageReport.Metered> calls, int most) {
        var text = new StringBuilder();
        reports.forEach(report -> line(text, report));
        for (int from = 0; from < calls.size(); from += most) {
            var part = calls.subList(from, Math.min(from + most, calls.size()));
            line(
                    text,
                    new UsageReport(
                            UsageReport.FORMAT_VERSION, self.node(), self.boot(), NO_SEQUENCE, List.of(), part));
        }
        return text.isEmpty() ? forget() : write(text.toString()) || forget();
    }

    private void line(StringBuilder text, UsageReport report) {
        byte[] sealed = messages.write(topics.usage(), self.node(), report);
        text.append(Base64.getEncoder().encodeToString(sealed)).append('\n');
    }

    private boolean write(String text) {
        try {
            spool.text(TEXT, text);
            kept = true;
            failing = false;
            return true;
        } catch (SpoolRefused full) {
            warn(full);
            return false;
        }
    }

    private boolean forget() {
        try {
            spool.text(TEXT, null);
            kept = false;
            return true;
        } catch (SpoolRefused failed) {
            warn(failed);
            return false;
        }
    }

    private void warn(SpoolRefused failed) {
        if (!failing) {
            LOG.warnf("Usage that no broker takes is not kept on the disk. failure=%s", failed.getMessage());
        }
        failing = true;
    }
}
