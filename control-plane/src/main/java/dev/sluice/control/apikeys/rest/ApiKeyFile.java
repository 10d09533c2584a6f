package dev.sluice.control.apikeys.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.sluice.control.apikeys.ApiKeyValue;
import dev.sluice.control.apikeys.ImportedKey;
import dev.sluice.control.platform.errors.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A file of API keys as comma-separated values (management-api 8). The names of its columns may be in any case and
 * order; {@code name} and {@code key} have to be there, and columns that nobody knows are passed over.
 */
final class ApiKeyFile {
    private static final int MAX_ROWS = 10_000;
    private static final int MAX_COLUMNS = 100;
    private static final String PLANS = "usageplanids";
    private static final ObjectReader CSV = new CsvMapper()
            .readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES);

    private final List<String> columns;

    private ApiKeyFile(String[] header) {
        this.columns = Arrays.stream(header)
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!columns.contains("name") || !columns.contains("key")) {
            throw refused("the columns name and key are required");
        }
        if (columns.stream().distinct().count() < columns.size()) {
            throw refused("a column is there twice");
        }
    }

    /** The rows of a file, or the refusal of one that cannot be read. */
    static List<ImportedKey> read(byte[] bytes) {
        try (MappingIterator<String[]> lines = CSV.readValues(text(bytes))) {
            if (!lines.hasNextValue()) {
                throw refused("it is empty");
            }
            var file = new ApiKeyFile(bounded(lines.nextValue()));
            List<ImportedKey> rows = new ArrayList<>();
            while (lines.hasNextValue()) {
                rows.add(file.row(rows.size() + 1, bounded(lines.nextValue())));
                if (rows.size() > MAX_ROWS) {
                    throw refused("it may have at most " + MAX_ROWS + " rows");
                }
            }
            return rows;
        } catch (JsonProcessingException malformed) {
            throw refused(
                    malformed.getLocation() == null
                            ? "it is not well formed"
                            : "it is not well formed at line "
                                    + malformed.getLocation().getLineNr());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private ImportedKey row(int number, String[] cells) {
        List<String> values = joined(cells);
        return new ImportedKey(
                number,
                cell(values, "name"),
                new ApiKeyValue(cell(values, "key").strip()),
                cell(values, "description"),
                cell(values, "enabled").strip(),
                Arrays.stream(cell(values, PLANS).replace("'", "").split(","))
                        .map(String::strip)
                        .filter(plan -> !plan.isEmpty())
                        .distinct()
                        .toList());
    }

    /** A list of plans may stand in single quotes, which are none to the format: its commas have split it. */
    private List<String> joined(String[] cells) {
        var values = new ArrayList<>(Arrays.asList(cells));
        int at = columns.indexOf(PLANS);
        if (at < 0 || at >= values.size() || !values.get(at).strip().startsWith("'")) {
            return values;
        }
        while (!values.get(at).strip().endsWith("'") && at + 1 < values.size()) {
            values.set(at, values.get(at) + "," + values.remove(at + 1));
        }
        return values;
    }

    private String cell(List<String> values, String column) {
        int at = columns.indexOf(column);
        return at < 0 || at >= values.size() ? "" : values.get(at);
    }

    private static String[] bounded(String[] cells) {
        if (cells.length > MAX_COLUMNS) {
            throw refused("a row may have at most " + MAX_COLUMNS + " columns");
        }
        return cells;
    }

    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            }
        } catch (CharacterCodingException _) {
            // Refused below, like NUL.
        }
        throw refused("it is not UTF-8 text");
    }

    private static ProblemException refused(String reason) {
        return ProblemException.badRequest("Invalid API Key file: " + reason + ".");
    }
}
