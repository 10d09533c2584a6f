package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.process.LogFiles;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code logs}: the last lines of every log, or more of one. */
record LogsCommand(StateFolder state, Optional<String> service) {
    private static final int LINES_OF_EACH = 10;
    private static final int LINES_OF_ONE = 200;

    int run() throws IOException {
        var names = names();
        if (service.isEmpty()) {
            for (var name : names) {
                System.out.println("== " + state.log(name));
                System.out.println(LogFiles.lastLines(state.log(name), LINES_OF_EACH));
            }
            return 0;
        }
        if (!names.contains(service.get())) {
            throw new StartFailed(
                    names.isEmpty()
                            ? "There are no logs yet: ./sluice start makes them in %s.".formatted(state.logs())
                            : "There is no log of %s; there is one of %s."
                                    .formatted(service.get(), String.join(", ", names)));
        }
        System.out.println(LogFiles.lastLines(state.log(service.get()), LINES_OF_ONE));
        return 0;
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(state.logs())) {
            return List.of();
        }
        try (var files = Files.list(state.logs())) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
