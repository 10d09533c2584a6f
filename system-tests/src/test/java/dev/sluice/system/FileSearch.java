package dev.sluice.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Looks for a text in files of any kind and length, while others write and delete them. */
final class FileSearch {
    private FileSearch() {}

    /** The files below a folder that hold a text in ASCII. */
    static List<Path> filesWith(Path folder, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && contains(file, text)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return found;
    }

    /** Whether there is one. */
    static boolean isFound(Path folder, String text) {
        try {
            return !filesWith(folder, text).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, String text) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] sought = text.getBytes(StandardCharsets.US_ASCII);
            ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
            while (channel.read(buffer) >= 0 || buffer.position() > sought.length) {
                buffer.flip();
                String block =
                        StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString();
                if (block.contains(text)) {
                    return true;
                }
                int kept = Math.min(buffer.limit(), sought.length);
                boolean atEnd = channel.position() >= channel.size();
                buffer.position(buffer.limit() - kept);
                buffer.compact();
                if (atEnd) {
                    return false;
                }
            }
            return false;
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
