package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.settings.StartFailed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a person asked for on the command line. */
sealed interface Command {
    record Start(int nodes, boolean detach) implements Command {}

    record Stop() implements Command {}

    record Status() implements Command {}

    record Logs(Optional<String> service) implements Command {}

    record Reset(boolean yes) implements Command {}

    /** The two are independent: new access keys leave the password of the console's first user alone. */
    record Credentials(boolean newKeys, boolean newPassword) implements Command {}

    record Demo() implements Command {}

    record Keys(Path folder) implements Command {}

    /** Reads the arguments; one that is not known is refused by name. */
    static Command parse(String... arguments) {
        if (arguments.length == 0) {
            throw unknown("no command");
        }
        var rest = List.of(Arrays.copyOfRange(arguments, 1, arguments.length));
        return switch (arguments[0]) {
            case "start" -> start(rest);
            case "stop" -> alone(rest, new Stop());
            case "status" -> alone(rest, new Status());
            case "logs" -> logs(rest);
            case "reset" -> reset(rest);
            case "credentials" -> credentials(rest);
            case "demo" -> alone(rest, new Demo());
            case "keys" -> keys(rest);
            default -> throw unknown(arguments[0]);
        };
    }

    private static Command start(List<String> rest) {
        int nodes = 1;
        boolean detach = false;
        for (var next = rest.iterator(); next.hasNext(); ) {
            var argument = next.next();
            switch (argument) {
                case "--detach" -> detach = true;
                case "--nodes" -> nodes = nodes(next.hasNext() ? next.next() : "nothing");
                default -> throw unknown(argument);
            }
        }
        return new Start(nodes, detach);
    }

    private static int nodes(String text) {
        if (!text.matches("[1-8]")) {
            throw new StartFailed("--nodes takes a number from 1 to %d, not %s.".formatted(Settings.MOST_NODES, text));
        }
        return Integer.parseInt(text);
    }

    private static Command logs(List<String> rest) {
        if (rest.size() > 1) {
            throw unknown(rest.get(1));
        }
        return new Logs(rest.stream().findFirst());
    }

    private static Command keys(List<String> rest) {
        if (rest.size() != 1) {
            throw new StartFailed(
                    "keys takes one folder, in which it makes the keys of an installation in containers.");
        }
        return new Keys(Path.of(rest.getFirst()));
    }

    private static Command reset(List<String> rest) {
        requireKnown(rest, "--yes");
        return new Reset(!rest.isEmpty());
    }

    private static Command credentials(List<String> rest) {
        requireKnown(rest, "--new", "--new-password");
        return new Credentials(rest.contains("--new"), rest.contains("--new-password"));
    }

    private static void requireKnown(List<String> rest, String... flags) {
        rest.stream()
                .filter(argument -> !List.of(flags).contains(argument))
                .findFirst()
                .ifPresent(argument -> {
                    throw unknown(argument);
                });
    }

    private static Command alone(List<String> rest, Command command) {
        if (!rest.isEmpty()) {
            throw unknown(rest.getFirst());
        }
        return command;
    }

    private static StartFailed unknown(String argument) {
        return new StartFailed(
                "%s is not something Sluice can do; ./sluice help lists what it can.".formatted(argument));
    }
}
