package dev.sluice.quickstart.services;

import dev.sluice.quickstart.settings.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of our programs as built.
 *
 * @param options what its JVM is told about memory and the like, the same in every run
 * @param start {@code -jar x.jar}, or {@code -cp x.jar Main}
 * @param files every file that its class path holds
 */
record JavaProgram(String name, List<String> options, List<String> start, List<Path> files) {
    /** Among them what Kafka and Netty need to use memory outside the heap: old doors that the JDK asks us to open by name. */
    private static final List<String> EVERYWHERE = List.of(
            "-XX:+UseSerialGC",
            // A start runs thousands of methods a few hundred times: compiling them cost more than they did.
            "-XX:CompileThresholdScaling=4",
            // One fault for 2 MiB of heap: on a virtual machine, faults are what a young heap costs most.
            "-XX:+UseTransparentHugePages",
            // The supervisor starts it again, which beats a process that lost a thread.
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    JavaProgram {
        options = Stream.concat(EVERYWHERE.stream(), options.stream()).toList();
        start = List.copyOf(start);
        files = List.copyOf(files);
    }

    /** A Quarkus application, built by its module. */
    static JavaProgram quarkus(Path home, String module, List<String> options) throws IOException {
        var folder = home.resolve(module).resolve("target").resolve("quarkus-app");
        var jar = folder.resolve("quarkus-run.jar");
        return new JavaProgram(module, options, List.of("-jar", jar.toString()), files(folder, jar));
    }

    /** The broker, which is in the launcher's own jar. */
    static JavaProgram broker(Path home, List<String> options) throws IOException {
        var folder = home.resolve("quickstart").resolve("target");
        var jar = folder.resolve("quickstart.jar");
        var start = List.of("-cp", jar.toString(), "dev.sluice.quickstart.broker.BrokerProcess");
        return new JavaProgram(
                "broker",
                options,
                start,
                Stream.concat(Stream.of(jar), files(folder.resolve("lib"), jar).stream())
                        .toList());
    }

    private static List<Path> files(Path folder, Path jar) throws IOException {
        if (!Files.exists(jar)) {
            throw new StartFailed("%s is not built: start with ./sluice start, which builds it.".formatted(jar));
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
