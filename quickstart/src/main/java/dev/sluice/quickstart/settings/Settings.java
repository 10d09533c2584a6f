package dev.sluice.quickstart.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one start needs to know, read once.
 *
 * @param home the folder of the checkout, where the built services are
 * @param state everything that is kept between starts
 * @param allowedOrigins what APIs may call beside the loopback, as nodes read it; empty for nothing
 * @param startCache whether ahead-of-time caches of the JVMs are made and used
 * @param jvmOptions for the JVM of each service, behind our own, so that they win
 */
public record Settings(
        Path home,
        Path state,
        int nodes,
        Ports ports,
        String region,
        String partition,
        String allowedOrigins,
        boolean startCache,
        List<String> jvmOptions) {
    public static final int MOST_NODES = 8;

    private static final Pattern PARTITION = Pattern.compile("[a-z][a-z-]*");

    public static Settings read(Lookup lookup, Path home, int nodes) {
        return new Settings(
                home,
                stateFolder(lookup, home),
                nodes,
                Ports.read(lookup, nodes, new FreePorts()),
                region(lookup),
                partition(lookup),
                lookup.text("sluice.origins.allow").orElse("").strip(),
                onOrOff(lookup, "sluice.start.cache"),
                jvmOptions(lookup));
    }

    public static Path stateFolder(Lookup lookup, Path home) {
        return lookup.text("sluice.state")
                .map(Path::of)
                .orElseGet(() -> home.resolve(".sluice"))
                .toAbsolutePath()
                .normalize();
    }

    public static String region(Lookup lookup) {
        return lookup.text("sluice.region").orElse("us-east-1");
    }

    private static String partition(Lookup lookup) {
        String partition = lookup.text("sluice.partition").orElse("aws");
        if (!PARTITION.matcher(partition).matches()) {
            throw new StartFailed(
                    "%s must be aws, aws-cn, aws-us-gov or another name of small letters and dashes, not %s."
                            .formatted(Lookup.environmentName("sluice.partition"), partition));
        }
        return partition;
    }

    public String controlAddress() {
        return "http://localhost:" + ports.control().number();
    }

    private static List<String> jvmOptions(Lookup lookup) {
        String text = lookup.text("sluice.jvm.options").orElse("").strip();
        List<String> options = text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
        for (String option : options) {
            if (!option.startsWith("-")) {
                throw new StartFailed("%s must hold options that begin with -, parted by spaces, and %s is none."
                        .formatted(Lookup.environmentName("sluice.jvm.options"), option));
            }
        }
        return options;
    }

    private static boolean onOrOff(Lookup lookup, String key) {
        var text = lookup.text(key).orElse("on");
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default ->
                throw new StartFailed("%s must be on or off, not %s.".formatted(Lookup.environmentName(key), text));
        };
    }
}
