package dev.sluice.quickstart.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Where a setting comes from: the system property {@code sluice.a.b} first, the environment variable {@code SLUICE_A_B} second. */
public record Lookup(Map<String, String> environment, Properties properties) {
    public static Lookup ofThisProcess() {
        return new Lookup(System.getenv(), System.getProperties());
    }

    public Optional<String> text(String key) {
        var property = properties.getProperty(key);
        var value = property != null ? property : environment.get(environmentName(key));
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /** A whole number in a range; anything else is refused by name. */
    public int number(String key, int absent, int least, int most) {
        var text = text(key);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text.get().strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // the sentence below says what is expected
        }
        throw new StartFailed("%s (%s) must be a whole number from %d to %d, not %s."
                .formatted(environmentName(key), key, least, most, text.get()));
    }

    /** The environment variable of a key. */
    public static String environmentName(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
