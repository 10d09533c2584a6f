package dev.sluice.control.platform.operations;

import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Every operation of the management and platform APIs, so that a listed one that is not built says so. */
@Singleton
public class OperationList {
    private final List<ListedOperation> operations = read();

    /** The operation that the contracts have at this place; one with a query of its own before one without. */
    Optional<ListedOperation> find(String method, String path, String query) {
        var segments = segments(path);
        return operations.stream()
                .filter(operation -> operation.answers(method, segments, query))
                .findFirst();
    }

    private static List<ListedOperation> read() {
        var file = Objects.requireNonNull(OperationList.class.getResourceAsStream("operations.tsv"));
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(OperationList::parse)
                    .sorted(Comparator.comparing(operation -> operation.query().isEmpty()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ListedOperation parse(String line) {
        String[] columns = line.split("\t", -1);
        return new ListedOperation(columns[0], segments(columns[1]), columns[2], columns[3], columns[4]);
    }

    private static List<String> segments(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }
}
