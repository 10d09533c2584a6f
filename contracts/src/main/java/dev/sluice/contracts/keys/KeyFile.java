package dev.sluice.contracts.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one purpose, newest first: the newest seals and signs, all of them open and verify. Rotation adds a key
 * for readers first, lets everything be sealed anew, and removes the last ({@code docs/operations.md}). On disk a JSON list of {@code {"id", "key"}} with a
 * 16-digit hexadecimal id and a base64 key. Reading refuses, with {@link KeyFileRefused}, what must not be used.
 */
public final class KeyFile {
    private static final int MAX_FILE_BYTES = 65_536;
    private static final int MAX_KEYS = 100;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Set<PosixFilePermission> NOT_FOR_A_SECRET = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final Set<PosixFilePermission> NOT_FOR_A_PUBLIC_KEY =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<KeyEntry> keys;

    private KeyFile(List<KeyEntry> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Keys from another place than a file, for example a tenant's unwrapped data key; newest first, at least one. */
    public static KeyFile of(List<KeyEntry> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a key file holds at least one key");
        }
        return new KeyFile(keys);
    }

    /** Reads secret keys: the file must be readable by its owner alone. */
    public static KeyFile read(Path file) {
        return parse(
                file, content(file, NOT_FOR_A_SECRET, "is readable by others than its owner; set its mode to 0600"));
    }

    /** Reads public keys: anybody may read the file, but only its owner may write it. */
    public static KeyFile readPublic(Path file) {
        return parse(file, content(file, NOT_FOR_A_PUBLIC_KEY, "is writable by others than its owner"));
    }

    /** Makes one random 256-bit key in a new file of mode 0600; the file appears whole or not at all. */
    public static KeyFile createSymmetric(Path file) {
        return new KeyFileWriter().symmetric(file);
    }

    /** Makes one Ed25519 key pair: two new files of mode 0600 that name it by the same id. */
    public static void createSigningPair(Path privateFile, Path publicFile) {
        new KeyFileWriter().signingPair(privateFile, publicFile);
    }

    /** The key that seals and signs. */
    public KeyEntry newest() {
        return keys.getFirst();
    }

    /** Every key, newest first. */
    public List<KeyEntry> keys() {
        return keys;
    }

    /** The key of this id, or null when the file has none. */
    public @Nullable KeyEntry find(long id) {
        for (KeyEntry key : keys) {
            if (key.id() == id) {
                return key;
            }
        }
        return null;
    }

    private static byte[] content(Path file, Set<PosixFilePermission> forbidden, String complaint) {
        try {
            var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view != null && view.readAttributes().permissions().stream().anyMatch(forbidden::contains)) {
                throw new KeyFileRefused("The key file " + file + " " + complaint + ".");
            }
            try (var in = Files.newInputStream(file)) {
                return in.readNBytes(MAX_FILE_BYTES + 1);
            }
        } catch (NoSuchFileException e) {
            throw new KeyFileRefused("The key file " + file + " does not exist.", e);
        } catch (IOException e) {
            throw new KeyFileRefused("The key file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static KeyFile parse(Path file, byte[] content) {
        if (content.length == 0) {
            throw new KeyFileRefused("The key file " + file + " is empty.");
        }
        if (content.length > MAX_FILE_BYTES) {
            throw malformed(file, "it is larger than " + MAX_FILE_BYTES + " bytes");
        }
        Line[] lines = lines(file, content);
        if (lines.length == 0 || lines.length > MAX_KEYS) {
            throw malformed(file, "it holds " + lines.length + " keys, not 1 to " + MAX_KEYS);
        }
        var keys = new ArrayList<KeyEntry>();
        var ids = new HashSet<Long>();
        for (Line line : lines) {
            KeyEntry key = entry(file, line);
            if (!ids.add(key.id())) {
                throw malformed(file, "the id " + line.id() + " stands there twice");
            }
            keys.add(key);
        }
        return new KeyFile(keys);
    }

    private static Line[] lines(Path file, byte[] content) {
        try {
            Line[] lines = JSON.readValue(content, Line[].class);
            if (lines != null) {
                return lines;
            }
        } catch (JsonProcessingException _) {
            // The parser's text could quote the key, so it is neither passed on nor kept as a cause.
        } catch (IOException e) {
            throw new KeyFileRefused("The key file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        throw malformed(file, "it is not a JSON list of {\"id\", \"key\"}");
    }

    private static KeyEntry entry(Path file, @Nullable Line line) {
        if (line == null || line.id() == null || !ID.matcher(line.id()).matches()) {
            throw malformed(file, "a key has no id of 16 hexadecimal digits");
        }
        byte[] bytes = decode(line.key());
        if (bytes.length < 32) {
            throw malformed(file, "the key " + line.id() + " is not base64 of at least 32 bytes");
        }
        if (SampleKeys.isSample(bytes)) {
            throw new KeyFileRefused("The key file " + file + " holds a sample value as key " + line.id()
                    + "; remove the file to have a random one made.");
        }
        return new KeyEntry(HexFormat.fromHexDigitsToLong(line.id()), bytes);
    }

    private static byte[] decode(@Nullable String text) {
        try {
            return text == null ? new byte[0] : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static KeyFileRefused malformed(Path file, String reason) {
        return new KeyFileRefused("The key file " + file + " is malformed: " + reason + ".");
    }

    /** One key as it stands in the file. */
    record Line(
            @JsonProperty("id") @Nullable String id,
            @JsonProperty("key") @Nullable String key) {
        @Override
        public String toString() {
            return "Line[id=" + id + ", key=hidden]";
        }
    }
}
