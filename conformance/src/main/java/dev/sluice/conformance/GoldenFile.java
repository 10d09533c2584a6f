package dev.sluice.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of calls and the answers that AWS gives, in the order in which one caller makes them. The form is told in the
 * module's README.
 */
record GoldenFile(String name, List<Step> steps) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern CALL =
            Pattern.compile("((?:GET|PUT|POST|PATCH|DELETE) /\\S*|[A-Z][A-Za-z]+)(?: (.*))?");
    private static final Pattern ANSWER = Pattern.compile("([1-5]\\d\\d)(?: ([A-Z][A-Za-z]+))?(?: (.*))?");

    GoldenFile {
        steps = List.copyOf(steps);
    }

    static List<GoldenFile> all(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".golden"))
                    .sorted()
                    .map(file -> read(folder, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenFile read(Path folder, Path file) {
        try {
            String name = folder.relativize(file).toString().replace(".golden", "");
            return new GoldenFile(name, new Reader(name, Files.readAllLines(file)).steps());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes through the lines once: comments, a call with its input, a status with the body expected. */
    private static final class Reader {
        private final String name;
        private final List<String> lines;
        private int next;

        Reader(String name, List<String> lines) {
            this.name = name;
            this.lines = lines;
        }

        List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            skipBlank();
            while (next < lines.size()) {
                steps.add(step());
                skipBlank();
            }
            return steps;
        }

        private Step step() {
            int place = next + 1;
            Matcher call = match(CALL, "a call");
            String input = text(call.group(2));
            Matcher answer = match(ANSWER, "the status of an answer");
            String body = text(answer.group(3));
            return new Step(
                    name + ".golden:" + place,
                    call.group(1),
                    tree(input, place),
                    Integer.parseInt(answer.group(1)),
                    answer.group(2) == null ? "" : answer.group(2),
                    body.isEmpty() ? MissingNode.getInstance() : tree(body, place));
        }

        private Matcher match(Pattern form, String what) {
            Matcher matcher = form.matcher(next < lines.size() ? lines.get(next) : "");
            if (!matcher.matches()) {
                throw new IllegalArgumentException(name + ".golden:" + (next + 1) + " should be " + what);
            }
            next++;
            return matcher;
        }

        /** The rest of a line and the lines below it up to an empty one or an answer. */
        private String text(String first) {
            StringBuilder text = new StringBuilder(first == null ? "" : first);
            while (next < lines.size()
                    && !lines.get(next).isBlank()
                    && !ANSWER.matcher(lines.get(next)).matches()) {
                text.append('\n').append(lines.get(next++));
            }
            return text.toString().strip();
        }

        private JsonNode tree(String text, int place) {
            try {
                return text.isEmpty() ? NullNode.getInstance() : JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(name + ".golden:" + place + " holds no JSON: " + text, e);
            }
        }

        private void skipBlank() {
            while (next < lines.size()
                    && (lines.get(next).isBlank() || lines.get(next).startsWith("#"))) {
                next++;
            }
        }
    }
}
