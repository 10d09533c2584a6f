package dev.sluice.quickstart.launch;

import dev.sluice.quickstart.process.Supervised;
import dev.sluice.quickstart.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code run/status}: one line per service, written by the launcher at each change, parts separated by tabs. */
public record StatusFile(Path file) {
    private static final int PARTS = 6;

    /** One service; {@code since} is the ISO-8601 time at which it entered its state. */
    public record Line(String service, String state, long pid, int restarts, String since, String address) {
        private String text() {
            return String.join("\t", service, state, "" + pid, "" + restarts, since, address);
        }
    }

    public void write(List<Supervised> services) throws IOException {
        var text = services.stream()
                .map(service -> new Line(
                        service.service().name(),
                        service.state().word(),
                        service.pid(),
                        service.restarts(),
                        service.since().toString(),
                        service.service().address()))
                .map(Line::text)
                .collect(Collectors.joining("\n", "", "\n"));
        AtomicFile.write(file, text);
    }

    public List<Line> read() throws IOException {
        var lines = new ArrayList<Line>();
        for (var text : Files.readAllLines(file)) {
            var parts = text.split("\t", -1);
            if (parts.length == PARTS) {
                lines.add(new Line(
                        parts[0], parts[1], Long.parseLong(parts[2]), Integer.parseInt(parts[3]), parts[4], parts[5]));
            }
        }
        return lines;
    }
}
