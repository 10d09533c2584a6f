package dev.sluice.quickstart.services;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The JVM's ahead-of-time cache of one program: recorded during its first run, written when that run ends, used by every run
 * after. Its file name holds a digest of the program's files and of the JVM and its options, so that a rebuilt program or another
 * JDK never meets a stale cache.
 */
public final class StartCache {
    private static final String UNFINISHED = ".new";
    private static final int DIGEST_CHARACTERS = 16;

    private final Path folder;
    private final boolean wanted;
    private volatile boolean recording;

    /** Caches in a folder; when not wanted, none is made and none is used. */
    public StartCache(Path folder, boolean wanted) {
        this.folder = folder;
        this.wanted = wanted;
    }

    /**
     * What one process does with the cache.
     *
     * @param records whether it writes the cache when it ends
     */
    record Use(List<String> options, boolean records) {
        private static final Use NONE = new Use(List.of(), false);
    }

    /**
     * The JVM options that use the cache, or record it when there is none yet.
     *
     * @param mayRecord false for all but one of several processes of one program
     */
    Use use(JavaProgram program, boolean mayRecord) throws IOException {
        if (!wanted) {
            return Use.NONE;
        }
        var file = folder.resolve(program.name() + "-" + digest(program) + ".aot");
        if (Files.exists(file)) {
            return new Use(List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off"), false);
        }
        if (!mayRecord) {
            return Use.NONE;
        }
        deleteOlder(program);
        recording = true;
        return new Use(List.of("-XX:AOTCacheOutput=" + file + UNFINISHED, "-Xlog:aot*=off"), true);
    }

    /** Whether a process is recording, and will write what it recorded when it ends. */
    public boolean isRecording() {
        return recording;
    }

    /** Puts what was written into use. To be called only when the processes ended by themselves: a killed one leaves half a cache. */
    public void keep() throws IOException {
        try (var written = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            for (var file : written) {
                var name = file.getFileName().toString();
                Files.move(file, folder.resolve(name.substring(0, name.length() - UNFINISHED.length())));
            }
        }
    }

    private void deleteOlder(JavaProgram program) throws IOException {
        try (var old = Files.newDirectoryStream(folder, program.name() + "-*.aot*")) {
            for (var file : old) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String digest(JavaProgram program) throws IOException {
        var text = new StringBuilder(System.getProperty("java.vm.version")).append(program.options());
        for (var file : program.files()) {
            text.append(file)
                    .append(Files.size(file))
                    .append(Files.getLastModifiedTime(file).toMillis());
        }
        try {
            var sha =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
