package dev.sluice.aws.patterns;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that asks for units of one set from a text's start to its end, for example {@code ^[a-z]{1,64}$}: what most
 * patterns of models are, told without states.
 *
 * @param most {@link Expression#ENDLESS} for no bound
 */
record WholeRun(CharacterSet set, int least, int most) {
    /** The run that an expression is; null when it is something else. */
    static @Nullable WholeRun of(Expression expression) {
        return expression instanceof Expression.Sequence(List<Expression> parts)
                        && parts.size() == 3
                        && isPlace(parts.getFirst(), Expression.Border.START)
                        && isPlace(parts.getLast(), Expression.Border.END)
                ? of(parts.get(1), 1, 1)
                : null;
    }

    private static @Nullable WholeRun of(Expression part, int least, int most) {
        return switch (part) {
            case Expression.Units(CharacterSet set) -> new WholeRun(set, least, most);
            case Expression.Repeat(Expression.Units units, int fewest, int largest) -> of(units, fewest, largest);
            case Expression.Nothing _,
                    Expression.Sequence _,
                    Expression.Choice _,
                    Expression.Repeat _,
                    Expression.Place _,
                    Expression.Ahead _ -> null;
        };
    }

    private static boolean isPlace(Expression part, Expression.Border border) {
        return part instanceof Expression.Place place && place.border() == border;
    }

    boolean matches(String text, StepBudget budget) {
        int length = text.length();
        if (length < least || length > most) {
            return false;
        }
        budget.take((long) length * set.cost());
        for (int index = 0; index < length; index++) {
            if (!set.has(text.charAt(index))) {
                return false;
            }
        }
        return true;
    }
}
