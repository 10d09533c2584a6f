package dev.sluice.quickstart.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files {@code run/{service}.pid}: the process id on the first line, its start on the second. */
public record PidFiles(Path folder) {
    private static final String ENDING = ".pid";

    /** One file; {@code process} may have ended long ago. */
    public record Entry(String service, ProcessIdentity process) {}

    public void write(String service, ProcessIdentity process) throws IOException {
        AtomicFile.write(file(service), process.pid() + "\n" + process.start() + "\n");
    }

    public Optional<ProcessIdentity> read(String service) throws IOException {
        var file = file(service);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        try {
            return Optional.of(new ProcessIdentity(Long.parseLong(lines.get(0)), lines.get(1)));
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    public void delete(String service) throws IOException {
        Files.deleteIfExists(file(service));
    }

    public List<Entry> all() throws IOException {
        var entries = new ArrayList<Entry>();
        try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                var service = name.substring(0, name.length() - ENDING.length());
                read(service).ifPresent(process -> entries.add(new Entry(service, process)));
            }
        }
        return entries;
    }

    private Path file(String service) {
        return folder.resolve(service + ENDING);
    }
}
