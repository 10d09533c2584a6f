package dev.sluice.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** The operations of Amazon API Gateway's REST management API, each with what Sluice promises of it. */
final class Promised {
    private Promised() {}

    /**
     * One operation.
     *
     * @param status of a success
     * @param later not promised yet: it answers 501
     */
    record Operation(String name, int status, boolean later) {}

    static SequencedMap<String, Operation> operations() {
        InputStream file = Objects.requireNonNull(Promised.class.getResourceAsStream("operations.tsv"));
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            SequencedMap<String, Operation> operations = new LinkedHashMap<>();
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] columns = line.split("\t", -1);
                operations.put(
                        columns[0],
                        new Operation(columns[0], Integer.parseInt(columns[1]), columns[2].equals("later")));
            });
            return operations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Operation> ofThisRelease() {
        SequencedMap<String, Operation> promised = operations();
        promised.values().removeIf(Operation::later);
        return promised;
    }
}
