package dev.sluice.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads how a running process was started, so that it can be started again without its launcher. Linux only. */
public final class CommandLines {
    private CommandLines() {}

    public static List<String> of(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8);
        return List.of(line.split("\0", -1)).subList(0, line.split("\0", -1).length - 1);
    }
}
