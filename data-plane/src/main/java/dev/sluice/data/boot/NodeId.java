package dev.sluice.data.boot;

import dev.sluice.data.sync.spool.SpoolFolder;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The node's id: as set, else 128 random bits that stay in the spool's folder. */
final class NodeId {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String TEXT = "node-id";
    private static final int RANDOM_BYTES = 16;

    private NodeId() {}

    static String of(Optional<String> setting, SpoolFolder folder) {
        if (setting.isPresent()) {
            return checked(setting.get());
        }
        String kept = folder.text(TEXT);
        if (kept != null && ALLOWED.matcher(kept).matches()) {
            return kept;
        }
        String made = random();
        folder.text(TEXT, made);
        return made;
    }

    /** 128 random bits in hexadecimal. */
    static String random() {
        byte[] bits = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    private static String checked(String id) {
        if (!ALLOWED.matcher(id).matches()) {
            throw new NodeRefused("The setting sluice.node.id has to be 1 to 64 letters, digits, dots, dashes and"
                    + " underscores, and begin with a letter or digit.");
        }
        return id;
    }
}
