package dev.sluice.data.templates;

import java.util.Locale;

/**
 * The methods of numbers and booleans. Parsing is a method of every number or boolean, since no class can be reached:
 * {@code #set($int = 0)$int.parseInt("7")} (mapping-templates 5).
 */
final class NumberMethods {
    private static final int LONGEST_NUMBER = 100;

    private NumberMethods() {}

    static Object call(Number number, String name, Object[] arguments) {
        if (arguments.length == 1) {
            return arguments[0] instanceof Number other && name.equals("compareTo")
                    ? (Object) Comparing.compare(number, other)
                    : parse(name, arguments[0]);
        }
        if (arguments.length > 1) {
            return Empty.EMPTY;
        }
        return switch (name) {
            case "intValue" -> whole(number) == (int) whole(number) ? (Object) (int) whole(number) : number;
            case "longValue" -> Arithmetic.fit(whole(number));
            case "doubleValue", "floatValue" -> number.doubleValue();
            default -> Empty.EMPTY;
        };
    }

    static Object call(Boolean flag, String name, Object[] arguments) {
        if (arguments.length == 1 && name.equals("parseBoolean")) {
            return arguments[0].toString().toLowerCase(Locale.ROOT).equals("true");
        }
        return arguments.length == 0 && name.equals("booleanValue") ? flag : Empty.EMPTY;
    }

    private static long whole(Number number) {
        return Comparing.isWhole(number) ? number.longValue() : (long) number.doubleValue();
    }

    private static Object parse(String name, Object argument) {
        if (!(argument instanceof String || argument == Empty.EMPTY)) {
            return Empty.EMPTY;
        }
        String text = argument.toString();
        try {
            return switch (name) {
                case "parseInt" -> Integer.parseInt(checked(text));
                case "parseLong" -> Arithmetic.fit(Long.parseLong(checked(text)));
                case "parseDouble", "parseFloat" -> Double.parseDouble(checked(text));
                default -> Empty.EMPTY;
            };
        } catch (NumberFormatException _) {
            throw new Halted("the argument of " + name + "() is not a number");
        }
    }

    private static String checked(String text) {
        if (text.length() > LONGEST_NUMBER) {
            throw new NumberFormatException();
        }
        return text;
    }
}
