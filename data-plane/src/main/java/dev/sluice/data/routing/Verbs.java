package dev.sluice.data.routing;

/** The seven verbs that a resource can have; ANY stands for all of them (rest-api-runtime 2.5). */
final class Verbs {
    static final int COUNT = 7;

    private Verbs() {}

    /** Place of a verb in a node's table; -1 for any other text. */
    static int indexOf(String verb) {
        return switch (verb) {
            case "GET" -> 0;
            case "POST" -> 1;
            case "PUT" -> 2;
            case "DELETE" -> 3;
            case "PATCH" -> 4;
            case "HEAD" -> 5;
            case "OPTIONS" -> 6;
            default -> -1;
        };
    }
}
