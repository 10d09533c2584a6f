package dev.sluice.data.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The methods of a text (mapping-templates 4), those of {@code java.lang.String} that cost what they say. */
final class TextMethods {
    private TextMethods() {}

    static Object call(String text, String name, Object[] arguments, Rendering rendering) {
        return switch (arguments.length) {
            case 0 -> plain(text, name, rendering.budget);
            case 1 ->
                arguments[0] instanceof Integer place
                        ? atPlace(text, name, place, rendering.budget)
                        : withText(text, name, textOf(arguments[0]), rendering);
            case 2 -> withTwo(text, name, arguments, rendering);
            default -> Empty.EMPTY;
        };
    }

    private static @Nullable String textOf(Object argument) {
        return argument instanceof String || argument == Empty.EMPTY ? argument.toString() : null;
    }

    private static Object plain(String text, String name, Budget budget) {
        return switch (name) {
            case "length" -> text.length();
            case "isEmpty" -> text.isEmpty();
            case "trim" -> copy(text, budget).trim();
            case "strip" -> copy(text, budget).strip();
            case "isBlank" -> copy(text, budget).isBlank();
            case "toLowerCase" -> copy(text, budget).toLowerCase(Locale.ROOT);
            case "toUpperCase" -> limited(copy(text, budget).toUpperCase(Locale.ROOT));
            default -> Empty.EMPTY;
        };
    }

    private static String copy(String text, Budget budget) {
        budget.lookedAt(text.length());
        return text;
    }

    private static String limited(String text) {
        if (text.length() > TemplateLimits.STRING_CHARS) {
            throw new Halted("a text is longer than 10 MB");
        }
        return text;
    }

    private static Object atPlace(String text, String name, int place, Budget budget) {
        return switch (name) {
            case "charAt" -> String.valueOf(text.charAt(place));
            case "substring" -> {
                budget.copied(text.length());
                yield text.substring(place);
            }
            default -> Empty.EMPTY;
        };
    }

    private static Object withText(String text, String name, @Nullable String argument, Rendering rendering) {
        if (argument == null) {
            return Empty.EMPTY;
        }
        Budget budget = rendering.budget;
        return switch (name) {
            case "contains" -> find(text, argument, 0, budget) >= 0;
            case "indexOf" -> find(text, argument, 0, budget);
            case "lastIndexOf" -> {
                budget.searched(text.length(), argument.length());
                yield text.lastIndexOf(argument);
            }
            case "startsWith" -> comparable(text, argument, budget).startsWith(argument);
            case "endsWith" -> comparable(text, argument, budget).endsWith(argument);
            case "equalsIgnoreCase" -> comparable(text, argument, budget).equalsIgnoreCase(argument);
            case "compareTo" -> comparable(text, argument, budget).compareTo(argument);
            case "compareToIgnoreCase" -> comparable(text, argument, budget).compareToIgnoreCase(argument);
            case "concat" -> joined(text, argument, budget);
            case "matches" -> TenantPattern.matches(argument, text, rendering);
            case "split" -> listOf(TenantPattern.split(argument, text, 0, rendering));
            default -> Empty.EMPTY;
        };
    }

    private static String comparable(String text, String argument, Budget budget) {
        budget.lookedAt(Math.min(text.length(), argument.length()));
        return text;
    }

    private static int find(String text, String sought, int from, Budget budget) {
        budget.searched(text.length(), sought.length());
        return text.indexOf(sought, from);
    }

    private static String joined(String text, String more, Budget budget) {
        budget.copied(text.length() + more.length());
        return limited(text.concat(more));
    }

    private static ListValue listOf(String[] parts) {
        return ListValue.plain(new ArrayList<@Nullable Object>(List.of(parts)));
    }

    private static Object withTwo(String text, String name, Object[] arguments, Rendering rendering) {
        if (arguments[0] instanceof Integer from && arguments[1] instanceof Integer end && name.equals("substring")) {
            rendering.budget.copied(text.length());
            return text.substring(from, end);
        }
        String first = textOf(arguments[0]);
        if (first == null) {
            return Empty.EMPTY;
        }
        if (arguments[1] instanceof Integer number) {
            return switch (name) {
                case "indexOf" -> find(text, first, number, rendering.budget);
                case "startsWith" -> comparable(text, first, rendering.budget).startsWith(first, number);
                case "split" -> listOf(TenantPattern.split(first, text, number, rendering));
                default -> Empty.EMPTY;
            };
        }
        String second = textOf(arguments[1]);
        if (second == null) {
            return Empty.EMPTY;
        }
        return switch (name) {
            case "replace" -> replace(text, first, second, rendering.budget);
            case "replaceAll" -> TenantPattern.replace(first, text, second, true, rendering);
            case "replaceFirst" -> TenantPattern.replace(first, text, second, false, rendering);
            default -> Empty.EMPTY;
        };
    }

    /** Each place of the sought text replaced; an empty one stands before each character and at the end. */
    private static String replace(String text, String sought, String replacement, Budget budget) {
        budget.searched(text.length(), sought.length());
        var out = new TextBuffer(text.length());
        int done = 0;
        int found = text.indexOf(sought);
        while (found >= 0) {
            budget.copied(replacement.length());
            out.append(text, done, found).append(replacement);
            done = found;
            if (sought.isEmpty()) {
                found = found < text.length() ? found + 1 : -1;
            } else {
                done += sought.length();
                found = text.indexOf(sought, done);
            }
        }
        return out.append(text, done, text.length()).toString();
    }
}
