package dev.sluice.contracts.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** Makes key files: random keys, written to a temporary file of mode 0600, forced to disk, then renamed. */
final class KeyFileWriter {
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    KeyFile symmetric(Path file) {
        refuseExisting(file);
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        var entry = new KeyEntry(random.nextLong(), key);
        write(file, entry);
        return KeyFile.of(List.of(entry));
    }

    void signingPair(Path privateFile, Path publicFile) {
        refuseExisting(privateFile);
        refuseExisting(publicFile);
        KeyPair pair = newPair();
        long id = random.nextLong();
        write(publicFile, new KeyEntry(id, pair.getPublic().getEncoded()));
        write(privateFile, new KeyEntry(id, pair.getPrivate().getEncoded()));
    }

    private static void refuseExisting(Path file) {
        if (Files.exists(file)) {
            throw new KeyFileRefused("The key file " + file + " exists already and is never overwritten.");
        }
    }

    private static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    private static void write(Path file, KeyEntry key) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw new IOException("it is a root folder");
            }
            Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".new", ownerOnly(folder));
            try {
                writeForced(temporary, content(key));
                Files.move(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
            forceFolder(folder);
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileRefused("The key file " + file + " exists already and is never overwritten.", e);
        } catch (IOException e) {
            throw new KeyFileRefused("The key file " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static byte[] content(KeyEntry key) throws IOException {
        String text = Base64.getEncoder().encodeToString(key.bytes());
        return KeyFile.JSON
                .writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(List.of(new KeyFile.Line(KeyEntry.idText(key.id()), text)));
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void writeForced(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes the rename itself durable: a key that is lost after its first use cannot be made again. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
