package dev.sluice.control.metering.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.sluice.control.metering.MeteredUsage;
import dev.sluice.control.metering.UsageColumn;
import dev.sluice.control.metering.UsageQuery;
import dev.sluice.control.metering.UsageRow;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Metered calls as comma-separated values (RFC 4180) with a header, written page by page. A name that a spreadsheet would
 * take for a formula begins with an apostrophe.
 */
final class UsageCsv implements StreamingOutput {
    private static final int ROWS_AT_ONCE = 500;
    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final CsvMapper CSV = new CsvMapper();

    private final MeteredUsage usage;
    private final UsageQuery query;
    private final Page<UsageRow> first;

    /** Reads the first page, so that what cannot be read is refused before anything is sent. */
    UsageCsv(MeteredUsage usage, UsageQuery query) {
        this.usage = usage;
        this.query = query;
        this.first = page(null);
    }

    private Page<UsageRow> page(@Nullable String position) {
        return usage.page(query, PageRequest.of(Integer.toString(ROWS_AT_ONCE), position));
    }

    @Override
    public void write(OutputStream output) throws IOException {
        try (SequenceWriter rows = writer(query.groupBy()).writeValues(output)) {
            Page<UsageRow> page = first;
            while (true) {
                for (UsageRow row : page.items()) {
                    rows.write(cells(row));
                }
                rows.flush();
                if (page.position() == null) {
                    return;
                }
                page = page(page.position());
            }
        }
    }

    private static ObjectWriter writer(SortedSet<UsageColumn> columns) {
        CsvSchema.Builder schema = CsvSchema.builder();
        columns.forEach(column -> schema.addColumn(column.label()));
        schema.addNumberColumn("calls").addNumberColumn("requestBytes").addNumberColumn("responseBytes");
        return CSV.writer(schema.setUseHeader(true).setLineSeparator("\r\n").build())
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    private List<Object> cells(UsageRow row) {
        List<Object> cells = new ArrayList<>();
        for (UsageColumn column : query.groupBy()) {
            String name = row.text(column);
            cells.add(name == null ? String.valueOf(row.day()) : inert(name));
        }
        cells.add(row.calls());
        cells.add(row.requestBytes());
        cells.add(row.responseBytes());
        return cells;
    }

    private static String inert(String name) {
        return !name.isEmpty() && FORMULA_STARTS.indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
    }
}
