package dev.sluice.data.edge;

import dev.sluice.contracts.records.ContractJson;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One folder of {@code golden}: a call and what it leads to. A file's last line end is not part of its text.
 *
 * @param path where it is
 * @param origin URL of the origin, which stands for <code>${origin}</code>, its host and port for <code>
 *     ${authority}</code>; behind those of <code>${closed}</code> nothing listens
 */
record GoldenFolder(Path path, String origin) {
    /** Every folder with a call, relative to {@code golden}. */
    static List<Path> calls() throws IOException {
        Path golden = golden();
        try (Stream<Path> files = Files.walk(golden)) {
            return files.filter(file -> file.endsWith("request.http"))
                    .map(file -> golden.relativize(file.getParent()))
                    .sorted()
                    .toList();
        }
    }

    static GoldenFolder of(Path call, String origin) {
        return new GoldenFolder(golden().resolve(call), origin);
    }

    boolean has(String name) {
        return Files.exists(path.resolve(name));
    }

    /** Text of the file in this folder. */
    String own(String name) throws IOException {
        String text = Files.readString(path.resolve(name))
                .replace("${origin}", origin)
                .replace("${authority}", origin.substring("http://".length()))
                .replace("${closed}", origin.replace("http://127.0.0.1", "127.0.0.2"));
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** Text of the file in this folder or in the nearest one above that has it. */
    String nearest(String name) throws IOException {
        Path holder = path;
        while (!Files.exists(holder.resolve(name))) {
            holder = Objects.requireNonNull(holder.getParent(), () -> path + " has no " + name);
        }
        return new GoldenFolder(holder, origin).own(name);
    }

    /** The stage; templates that it names, such as <code>"${request.vm}"</code>, are filled in as strings. */
    String snapshot() throws IOException {
        String json = nearest("snapshot.json");
        for (String name : List.of("request.vm", "response.vm")) {
            String reference = "\"${" + name + "}\"";
            if (json.contains(reference)) {
                json = json.replace(reference, ContractJson.mapper().writeValueAsString(nearest(name)));
            }
        }
        return json;
    }

    private static Path golden() {
        try {
            URI folder = Objects.requireNonNull(GoldenFolder.class.getResource("/golden"))
                    .toURI();
            return Path.of(folder);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
