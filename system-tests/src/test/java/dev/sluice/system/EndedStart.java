package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A start of an installation's own that is expected to end by itself, and all that it wrote. */
record EndedStart(int exit, String text) {
    private static final long LIMIT_MINUTES = 2;

    /** Runs a command that starts an installation in that folder, and waits until it ends. */
    static EndedStart of(Path folder, Path state, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(FreePorts.environment(1));
        builder.environment()
                .putAll(Map.of(
                        "SLUICE_STATE",
                        state.toString(),
                        "SLUICE_START_CACHE",
                        "off",
                        "SLUICE_BUILD",
                        "off",
                        "LC_ALL",
                        "C",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES))
                    .as("it ends")
                    .isTrue();
            return new EndedStart(process.exitValue(), Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    String lastLine() {
        return text.lines().toList().getLast();
    }
}
