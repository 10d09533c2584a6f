package dev.sluice.aws.patterns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a regular expression of ECMA 262. Refuses what needs backtracking (references to groups, looking behind), what
 * the standard of 2011 does not know, and groups more than 100 deep.
 */
final class ExpressionReader {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_COUNT = 10_000;

    private final String text;
    private int index;
    private int depth;

    private ExpressionReader(String text) {
        this.text = text;
    }

    static Expression read(String text) throws PatternRefused {
        var reader = new ExpressionReader(text);
        Expression expression = reader.choice();
        if (!reader.atEnd()) {
            throw reader.refused("has a ) too many");
        }
        return expression;
    }

    private Expression choice() throws PatternRefused {
        List<Expression> branches = new ArrayList<>();
        branches.add(sequence());
        while (take('|')) {
            branches.add(sequence());
        }
        return branches.size() == 1 ? branches.getFirst() : new Expression.Choice(List.copyOf(branches));
    }

    private Expression sequence() throws PatternRefused {
        List<Expression> parts = new ArrayList<>();
        while (!atEnd() && text.charAt(index) != '|' && text.charAt(index) != ')') {
            parts.add(repeated(part()));
        }
        return parts.isEmpty() ? new Expression.Nothing() : new Expression.Sequence(List.copyOf(parts));
    }

    private Expression part() throws PatternRefused {
        char unit = next();
        return switch (unit) {
            case '(' -> group();
            case '[' -> new Expression.Units(new ClassReader().read());
            case '\\' -> escape();
            case '^' -> new Expression.Place(Expression.Border.START, false);
            case '$' -> new Expression.Place(Expression.Border.END, false);
            case '.' -> new Expression.Units(CharacterSet.ANY_BUT_LINE_ENDS);
            case '*', '+', '?' -> throw refused("repeats nothing at " + (index - 1));
            default -> new Expression.Units(CharacterSet.of(unit));
        };
    }

    private Expression group() throws PatternRefused {
        if (++depth > MAX_DEPTH) {
            throw refused("has groups more than " + MAX_DEPTH + " deep");
        }
        boolean ahead = false;
        boolean negated = false;
        if (take('?')) {
            negated = !atEnd() && text.charAt(index) == '!';
            ahead = negated || (!atEnd() && text.charAt(index) == '=');
            if (!ahead && (atEnd() || text.charAt(index) != ':')) {
                throw refused("has a group of a kind that is not supported at " + (index - 2));
            }
            index++;
        }
        Expression part = choice();
        if (!take(')')) {
            throw refused("has a ( without its )");
        }
        depth--;
        return ahead ? new Expression.Ahead(part, negated) : part;
    }

    private Expression repeated(Expression part) throws PatternRefused {
        Expression.Repeat repeat = quantifier(part);
        if (repeat == null) {
            return part;
        }
        take('?');
        return repeat;
    }

    private Expression.@Nullable Repeat quantifier(Expression part) throws PatternRefused {
        if (take('*')) {
            return new Expression.Repeat(part, 0, Expression.ENDLESS);
        }
        if (take('+')) {
            return new Expression.Repeat(part, 1, Expression.ENDLESS);
        }
        if (take('?')) {
            return new Expression.Repeat(part, 0, 1);
        }
        return counted(part);
    }

    /** A brace that begins no count stands for itself. */
    private Expression.@Nullable Repeat counted(Expression part) throws PatternRefused {
        int start = index;
        if (take('{')) {
            int least = number();
            int most = least;
            if (least >= 0 && take(',')) {
                int bound = number();
                most = bound < 0 ? Expression.ENDLESS : bound;
            }
            if (least >= 0 && take('}')) {
                if (most < least) {
                    throw refused("counts from " + least + " to " + most);
                }
                return new Expression.Repeat(part, least, most);
            }
        }
        index = start;
        return null;
    }

    private int number() throws PatternRefused {
        int start = index;
        int value = 0;
        while (!atEnd() && text.charAt(index) >= '0' && text.charAt(index) <= '9') {
            value = 10 * value + text.charAt(index++) - '0';
            if (value > MAX_COUNT) {
                throw refused("counts further than " + MAX_COUNT);
            }
        }
        return index == start ? -1 : value;
    }

    private Expression escape() throws PatternRefused {
        if (take('b')) {
            return new Expression.Place(Expression.Border.WORD, false);
        }
        if (take('B')) {
            return new Expression.Place(Expression.Border.WORD, true);
        }
        if (!atEnd() && text.charAt(index) >= '1' && text.charAt(index) <= '9') {
            throw refused("refers to a group at " + (index - 1) + ", which is not supported");
        }
        return new Expression.Units(escaped());
    }

    /** What an escape stands for, inside a class or outside; behind the backslash. */
    private CharacterSet escaped() throws PatternRefused {
        char unit = next();
        return switch (unit) {
            case 'd' -> CharacterSet.DIGITS;
            case 'D' -> CharacterSet.DIGITS.inverted();
            case 'w' -> CharacterSet.WORD;
            case 'W' -> CharacterSet.WORD.inverted();
            case 's' -> CharacterSet.SPACES;
            case 'S' -> CharacterSet.SPACES.inverted();
            default -> CharacterSet.of(escapedUnit(unit));
        };
    }

    private char escapedUnit(char unit) throws PatternRefused {
        return switch (unit) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'v' -> '\u000B';
            case '0' -> '\0';
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            case 'c' -> (char) (next() & 31);
            default -> {
                if (Character.isLetterOrDigit(unit)) {
                    throw refused("has an escape that is not supported: \\" + unit);
                }
                yield unit;
            }
        };
    }

    private char hex(int digits) throws PatternRefused {
        int value = 0;
        for (int count = 0; count < digits; count++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw refused("has an escape that ends too early at " + index);
            }
            value = 16 * value + digit;
        }
        return (char) value;
    }

    private boolean take(char unit) {
        boolean here = !atEnd() && text.charAt(index) == unit;
        if (here) {
            index++;
        }
        return here;
    }

    private char next() throws PatternRefused {
        if (atEnd()) {
            throw refused("ends too early");
        }
        return text.charAt(index++);
    }

    private boolean atEnd() {
        return index == text.length();
    }

    private PatternRefused refused(String reason) {
        return new PatternRefused("pattern " + text + " " + reason);
    }

    /** Reads a class of units, behind its bracket. */
    private final class ClassReader {
        private final CharacterSet.Builder units = new CharacterSet.Builder();
        private char lastUnit;
        private boolean lastIsUnit;

        CharacterSet read() throws PatternRefused {
            boolean inverted = take('^');
            while (!take(']')) {
                CharacterSet first = member();
                char start = lastUnit;
                if (lastIsUnit && isRange()) {
                    index++;
                    CharacterSet second = member();
                    if (lastIsUnit) {
                        addRange(start, lastUnit);
                        continue;
                    }
                    units.one('-').all(second);
                }
                units.all(first);
            }
            CharacterSet set = units.build();
            return inverted ? set.inverted() : set;
        }

        private boolean isRange() {
            return index + 1 < text.length() && text.charAt(index) == '-' && text.charAt(index + 1) != ']';
        }

        private void addRange(char first, char last) throws PatternRefused {
            if (last < first) {
                throw refused("has a range that runs backwards: " + first + "-" + last);
            }
            units.range(first, last);
        }

        private CharacterSet member() throws PatternRefused {
            char unit = next();
            lastIsUnit = true;
            lastUnit = unit;
            if (unit != '\\') {
                return CharacterSet.of(unit);
            }
            if (take('b')) {
                lastUnit = '\b';
                return CharacterSet.of(lastUnit);
            }
            if (!atEnd() && "dDwWsS".indexOf(text.charAt(index)) >= 0) {
                lastIsUnit = false;
                return escaped();
            }
            lastUnit = escapedUnit(next());
            return CharacterSet.of(lastUnit);
        }
    }
}
