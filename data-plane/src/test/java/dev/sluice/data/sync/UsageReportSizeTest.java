package dev.sluice.data.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.contracts.records.NodeMessages;
import java.nio.file.Path;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageReportSizeTest {
    private static final long DAY = 20_786;
    private static final String TENANT = "123456789012";
    private static final String ID = "abcdefghij";

    @TempDir
    private Path temp;

    @Test
    void aLargestReportFitsIntoAMessage() {
        // given: as many as one report takes of both, with the longest names
        KeyFile.createSymmetric(temp.resolve("cell.key"));
        var messages = new NodeMessages(new Envelope(KeyFile.read(temp.resolve("cell.key"))));
        var use = new UsageReport.Use(TENANT, ID, ID, DAY, 1L << 60);
        var metered = new UsageReport.Metered(TENANT, ID, "s".repeat(128), ID, DAY, 1L << 60, 1L << 60, 1L << 60);
        var largest = new UsageReport(
                UsageReport.FORMAT_VERSION,
                "n".repeat(128),
                UUID.randomUUID().toString(),
                Long.MAX_VALUE,
                Collections.nCopies(UsageReports.MOST_USES, use),
                Collections.nCopies(UsageReports.MOST_METERED, metered));

        // when
        byte[] sealed = messages.write("usage", "node-1", largest);

        // then
        assertThat(sealed).hasSizeLessThan(3 << 18);
    }
}
