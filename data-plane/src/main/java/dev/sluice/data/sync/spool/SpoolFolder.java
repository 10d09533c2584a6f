package dev.sluice.data.sync.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one node, 0700, locked for as long as the node runs: {@code lock}, {@code segments/} and texts
 * ({@code node-id}, {@code version}, {@code usage}) that are replaced whole.
 */
public final class SpoolFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private SpoolFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes the folder when it is not there, and locks it. Throws {@link SpoolRefused} when either fails. */
    public static SpoolFolder open(Path folder) {
        try {
            makeFolder(folder);
            makeFolder(folder.resolve("segments"));
            FileChannel lock = SegmentFiles.open(folder.resolve("lock"));
            if (!SpoolLock.taken(lock)) {
                lock.close();
                throw new SpoolRefused("The spool folder " + folder
                        + " is in use by another node; each node needs a folder of its own (sluice.node.spool).");
            }
            return new SpoolFolder(folder, lock);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    static SpoolRefused unusable(Path folder, IOException cause) {
        return new SpoolRefused(
                "The spool folder " + folder + " cannot be used (sluice.node.spool): "
                        + cause.getClass().getSimpleName() + ", " + cause.getMessage() + ".",
                cause);
    }

    private static void makeFolder(Path folder) throws IOException {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
        if (!Files.getPosixFilePermissions(folder).equals(ownerOnly)) {
            Files.setPosixFilePermissions(folder, ownerOnly);
        }
    }

    Path path() {
        return folder;
    }

    Path segments() {
        return folder.resolve("segments");
    }

    /** Numbers of the segments that are there, oldest first; an index without records is removed. */
    SortedSet<Integer> segmentNumbers() throws IOException {
        var numbers = new TreeSet<Integer>();
        try (var files = Files.newDirectoryStream(segments())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.matches("\\d{10}\\" + SegmentFiles.RECORDS)) {
                    numbers.add(Integer.parseInt(name.substring(0, 10)));
                } else if (name.endsWith(SegmentFiles.INDEX) && !Files.exists(recordsOf(file))) {
                    Files.delete(file);
                }
            }
        }
        return numbers;
    }

    private static Path recordsOf(Path index) {
        String name = index.getFileName().toString();
        return index.resolveSibling(
                name.substring(0, name.length() - SegmentFiles.INDEX.length()) + SegmentFiles.RECORDS);
    }

    /** A small text of the folder; null when there is none. */
    public @Nullable String text(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file).strip() : null;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Replaces a small text. */
    public void text(String name, String content) {
        lines(name, List.of(content).iterator());
    }

    /** Gives each line of a text; false when there is none. A damaged byte damages its own line alone. */
    boolean lines(String name, Consumer<String> taker) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return false;
        }
        try (var reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                taker.accept(line);
            }
            return true;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Replaces a text line by line: the old one or the new one is there, never a part, past a loss of power too. */
    void lines(String name, Iterator<String> lines) {
        Path part = folder.resolve(name + ".part");
        try {
            try (var channel = SegmentFiles.open(part)) {
                channel.truncate(0);
                long at = 0;
                while (lines.hasNext()) {
                    byte[] line = (lines.next() + "\n").getBytes(StandardCharsets.UTF_8);
                    SegmentFiles.write(channel, at, ByteBuffer.wrap(line));
                    at += line.length;
                }
                channel.force(true);
            }
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            forceNames();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Takes a text away, if it is there. */
    void remove(String name) {
        try {
            if (Files.deleteIfExists(folder.resolve(name))) {
                forceNames();
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Without it a loss of power brings back what a name stood for before. */
    private void forceNames() throws IOException {
        try (var names = FileChannel.open(folder)) {
            names.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
