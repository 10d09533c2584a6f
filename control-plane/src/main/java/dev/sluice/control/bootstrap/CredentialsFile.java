package dev.sluice.control.bootstrap;

import dev.sluice.control.tenants.NewKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The credentials in the AWS shared-credentials format, readable by their owner alone. They are prepared beside their
 * place before the database commits and moved there after it, so that a crash in between loses nothing: the next start
 * finds the prepared file and, if the database knows its keys, moves it.
 */
final class CredentialsFile {
    private static final Pattern KEY_ID = Pattern.compile("(?m)^aws_access_key_id = (\\S+)$");

    private final Path file;
    private final Path prepared;
    private final Path config;

    CredentialsFile(Path file) {
        Path absolute = file.toAbsolutePath();
        this.file = absolute;
        this.prepared = absolute.resolveSibling(absolute.getFileName() + ".new");
        this.config = absolute.resolveSibling("config");
    }

    Path path() {
        return file;
    }

    void prepare(NewKey firstTenant, NewKey operator, String region) throws IOException {
        Files.createDirectories(prepared.getParent());
        Files.deleteIfExists(prepared);
        var content =
                """
                # Made by Sluice. default is the first tenant, platform the operator of the installation.
                [default]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                region = %s

                [platform]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                region = %s
                """.formatted(firstTenant.id(), firstTenant.secret(), region, operator.id(), operator.secret(), region);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(prepared, options, ownerOnly)) {
            var bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** The access key ids of a prepared file; empty when there is none, or one that was cut off. */
    List<String> preparedKeys() throws IOException {
        if (!Files.exists(prepared)) {
            return List.of();
        }
        var ids = KEY_ID.matcher(Files.readString(prepared))
                .results()
                .map(match -> match.group(1))
                .toList();
        return ids.size() == 2 ? ids : List.of();
    }

    /** Moves the prepared file to its place. */
    void publish() throws IOException {
        Files.move(prepared, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void discardPrepared() throws IOException {
        Files.deleteIfExists(prepared);
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Writes where the installation is beside the credentials, whole or not at all; clients read both. */
    void writeConfig(String region, String endpoint) throws IOException {
        Path written = config.resolveSibling("config.new");
        Files.createDirectories(written.getParent());
        Files.writeString(written, """
                [default]
                region = %1$s
                endpoint_url = %2$s

                [profile platform]
                region = %1$s
                endpoint_url = %2$s
                """.formatted(region, endpoint));
        Files.move(written, config, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
