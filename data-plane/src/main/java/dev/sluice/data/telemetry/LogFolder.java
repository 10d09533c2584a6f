package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.StageFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The files of the execution logs: {@code {tenant}/API-Gateway-Execution-Logs_{api}/{stage}}, and beside it the one that
 * was full before. It keeps to its sizes by taking away what was written longest ago. Confined to the thread of
 * {@link ExecutionLogs}.
 */
final class LogFolder implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LogFolder.class);
    private static final String GROUP = "API-Gateway-Execution-Logs_";
    private static final String FULL = ".1";
    private static final int DEPTH = 3;
    private static final int MAX_OPEN = 64;

    /** What a name from a snapshot has to be in order to be one of a file. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final Set<StandardOpenOption> HOW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final ExecutionLogs.Settings settings;
    private final LogSizes sizes = new LogSizes();
    private final Map<Path, FileChannel> open = new LinkedHashMap<>(16, 0.75f, true);

    LogFolder(ExecutionLogs.Settings settings) {
        this.settings = settings;
    }

    /** Finds the files that are there, the ones written longest ago first. */
    void read() {
        if (!Files.isDirectory(settings.folder())) {
            return;
        }
        try (Stream<Path> files = Files.walk(settings.folder(), DEPTH)) {
            List<Path> found = files.filter(this::isOurs).toList();
            for (Path file : found.stream().sorted(LogFolder::byAge).toList()) {
                sizes.set(file, tenantOf(file), Files.size(file));
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("The folder of the execution logs cannot be read. cause=%s", e.toString());
        }
    }

    private boolean isOurs(Path file) {
        Path relative = settings.folder().relativize(file);
        return relative.getNameCount() == DEPTH
                && relative.getName(1).toString().startsWith(GROUP)
                && Files.isRegularFile(file);
    }

    private static int byAge(Path one, Path other) {
        return Long.compare(one.toFile().lastModified(), other.toFile().lastModified());
    }

    private String tenantOf(Path file) {
        return settings.folder().relativize(file).getName(0).toString();
    }

    /** Writes whole lines behind the others of the stage. */
    void append(StageFacts stage, byte[] text) throws IOException {
        Path group = settings.folder().resolve(checked(stage.tenant())).resolve(GROUP + checked(stage.api()));
        Path file = group.resolve(checked(stage.stage()));
        if (sizes.of(file) > 0 && sizes.of(file) + text.length > settings.stageBytes() / 2) {
            turn(file);
        }
        makeRoom(stage.tenant(), file, text.length);
        FileChannel channel = channel(group, file);
        long before = channel.size();
        try {
            write(channel, before, text);
        } catch (IOException failed) {
            channel.truncate(before);
            throw failed;
        }
        sizes.set(file, stage.tenant(), channel.size());
    }

    private static String checked(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException("a name is none of a file");
        }
        return name;
    }

    /** A line that a crash cut short ends here, so that the next one begins a line of its own. */
    private static void write(FileChannel channel, long end, byte[] text) throws IOException {
        long at = end;
        if (end > 0) {
            ByteBuffer last = ByteBuffer.allocate(1);
            if (channel.read(last, end - 1) == 1 && last.get(0) != '\n') {
                at += channel.write(ByteBuffer.wrap(new byte[] {'\n'}), end);
            }
        }
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private FileChannel channel(Path group, Path file) throws IOException {
        FileChannel known = open.get(file);
        if (known != null) {
            return known;
        }
        if (open.size() >= MAX_OPEN) {
            Path idle = open.keySet().iterator().next();
            shut(idle);
        }
        Files.createDirectories(
                group, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel channel = FileChannel.open(
                file, HOW, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        open.put(file, channel);
        return channel;
    }

    /** The file is full: it takes the place of the one before it. */
    private void turn(Path file) throws IOException {
        shut(file);
        Path full = full(file);
        if (Files.exists(file)) {
            Files.move(file, full, StandardCopyOption.REPLACE_EXISTING);
            sizes.set(full, tenantOf(file), sizes.of(file));
        }
        sizes.forget(file);
    }

    private static Path full(Path file) {
        return file.resolveSibling(file.getFileName() + FULL);
    }

    private void makeRoom(String tenant, Path file, long bytes) throws IOException {
        while (sizes.ofTenant(tenant) + bytes > settings.tenantBytes()) {
            Path oldest = sizes.oldest(tenant, file);
            if (oldest == null) {
                break;
            }
            delete(oldest);
        }
        while (sizes.total() + bytes > settings.totalBytes()) {
            Path oldest = sizes.oldest(sizes.largestTenant(), file);
            if (oldest == null) {
                break;
            }
            delete(oldest);
        }
    }

    private void delete(Path file) throws IOException {
        shut(file);
        Files.deleteIfExists(file);
        sizes.forget(file);
    }

    private void shut(Path file) throws IOException {
        FileChannel channel = open.remove(file);
        if (channel != null) {
            channel.close();
        }
    }

    /** Nothing is to be written for now: files are let go, so that whoever else may can take them away. */
    void rest() {
        for (Path file : List.copyOf(open.keySet())) {
            try {
                shut(file);
            } catch (IOException e) {
                LOG.debugf("A log file did not close. cause=%s", e.toString());
            }
        }
    }

    @Override
    public void close() {
        rest();
    }
}
