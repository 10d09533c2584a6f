package dev.sluice.data.templates;

/**
 * Which methods values have: by kind of value, name and number of arguments, and nothing else (security-requirements
 * 42). A method that is not listed answers empty, like one whose arguments are of the wrong kind.
 */
final class Methods {
    private Methods() {}

    static Object call(Object target, String name, Object[] arguments, Rendering rendering) {
        if (arguments.length == 0 && name.equals("toString") && !(target instanceof HostValue)) {
            return rendering.text(target);
        }
        if (arguments.length == 1 && name.equals("equals") && !(target instanceof HostValue)) {
            return isEqual(target, arguments[0], rendering.budget);
        }
        try {
            return switch (target) {
                case String text -> TextMethods.call(text, name, arguments, rendering);
                case MapValue map -> MapMethods.call(map, name, arguments, rendering);
                case ListValue list -> ListMethods.call(list, name, arguments, rendering);
                case Number number -> NumberMethods.call(number, name, arguments);
                case Boolean flag -> NumberMethods.call(flag, name, arguments);
                case HostValue host -> host.call(name, arguments, rendering);
                default -> Empty.EMPTY;
            };
        } catch (IndexOutOfBoundsException _) {
            throw new Halted("an argument of " + name + "() is out of range");
        }
    }

    /** Unlike {@code ==}, a value of another kind is never equal. */
    private static boolean isEqual(Object target, Object argument, Budget budget) {
        boolean sameKind = target instanceof Number ? argument instanceof Number : target.getClass() == kind(argument);
        return sameKind && Comparing.areEqual(target, argument, budget);
    }

    /** Missing counts as the empty text. */
    private static Class<?> kind(Object argument) {
        return argument == Empty.EMPTY ? String.class : argument.getClass();
    }
}
