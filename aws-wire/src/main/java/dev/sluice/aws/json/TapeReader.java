package dev.sluice.aws.json;

import java.nio.charset.StandardCharsets;

/** Checks a text from its beginning to its end and notes where its values stand. For one text. */
final class TapeReader {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final byte[] text;
    private final TapeLimits limits;
    private final Words words = new Words();
    private final NameTables names;
    private int at;

    TapeReader(byte[] text, TapeLimits limits, NameMatcher matcher) {
        this.text = text;
        this.limits = limits;
        this.names = new NameTables(text, words, matcher);
    }

    Words words() {
        return words;
    }

    NameTables names() {
        return names;
    }

    /** False when the text is no JSON. */
    boolean read() {
        at = Lexer.skipSpace(text, 0);
        return at < text.length && isAlone() && value(at, 0) && Lexer.skipSpace(text, at) == text.length;
    }

    /** A number that is all of a document ends in white space, or is none, however long it is. */
    private boolean isAlone() {
        int end = at;
        while (end < text.length && Lexer.isOfNumber(text[end])) {
            end++;
        }
        return end == at || Lexer.skipSpace(text, end) > end || end == text.length;
    }

    /** Takes a value that begins here; its word leads to that place. */
    private boolean value(int place, int depth) {
        return switch (text[at]) {
            case '{' -> object(open(place, depth + 1), depth + 1);
            case '[' -> array(open(place, depth + 1), depth + 1);
            default -> {
                words.add(place);
                at = endOfScalar();
                yield at != Lexer.NOWHERE;
            }
        };
    }

    private int endOfScalar() {
        return switch (text[at]) {
            case '"' -> Lexer.endOfString(text, at, limits.textChars());
            case 't' -> Lexer.endOfWord(text, at, TRUE);
            case 'f' -> Lexer.endOfWord(text, at, FALSE);
            case 'n' -> Lexer.endOfWord(text, at, NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                Lexer.endOfNumber(text, at, limits.numberDigits());
            default -> Lexer.NOWHERE;
        };
    }

    private int open(int place, int depth) {
        if (depth > limits.depth()) {
            throw new BeyondLimit("a value is nested too deep");
        }
        int container = words.size();
        words.add(JsonTape.CONTAINER | place);
        words.add(0);
        words.add(0);
        at = Lexer.skipSpace(text, at + 1);
        return container;
    }

    private boolean close(int container, int count) {
        at++;
        words.set(container + 1, words.size());
        words.set(container + 2, count);
        return true;
    }

    private boolean isHere(char mark) {
        return at < text.length && text[at] == mark;
    }

    /** Behind a member: true before another one. */
    private boolean isFollowed() {
        at = Lexer.skipSpace(text, at);
        if (!isHere(',')) {
            return false;
        }
        at = Lexer.skipSpace(text, at + 1);
        return true;
    }

    private boolean array(int container, int depth) {
        if (isHere(']')) {
            return close(container, 0);
        }
        int count = 0;
        do {
            count++;
            if (at == text.length || !value(at, depth)) {
                return false;
            }
        } while (isFollowed());
        return isHere(']') && close(container, count);
    }

    private boolean object(int container, int depth) {
        if (isHere('}')) {
            return close(container, 0);
        }
        int count = 0;
        do {
            count++;
            if (!member(depth)) {
                return false;
            }
        } while (isFollowed());
        return isHere('}') && close(container, count - names.settle(container, count));
    }

    private boolean member(int depth) {
        int place = at;
        if (!isHere('"')) {
            return false;
        }
        at = Lexer.endOfString(text, at, limits.nameChars());
        if (at == Lexer.NOWHERE) {
            return false;
        }
        at = Lexer.skipSpace(text, at);
        if (!isHere(':')) {
            return false;
        }
        at = Lexer.skipSpace(text, at + 1);
        return at < text.length && value(place, depth);
    }
}
