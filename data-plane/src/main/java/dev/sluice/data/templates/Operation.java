package dev.sluice.data.templates;

/** An operator and its operands. */
sealed interface Operation extends Expression
        permits Operation.And,
                Operation.Or,
                Operation.Not,
                Operation.Equality,
                Operation.Order,
                Operation.Calculation,
                Operation.Negation {
    /** {@code &&}, whose right side is looked at only when the left side holds. */
    record And(Expression left, Expression right) implements Operation {
        @Override
        public Object value(Rendering rendering) {
            rendering.budget.charge(1);
            return rendering.isTrue(left.value(rendering)) && rendering.isTrue(right.value(rendering));
        }
    }

    /** {@code ||}, whose right side is looked at only when the left side does not hold. */
    record Or(Expression left, Expression right) implements Operation {
        @Override
        public Object value(Rendering rendering) {
            rendering.budget.charge(1);
            return rendering.isTrue(left.value(rendering)) || rendering.isTrue(right.value(rendering));
        }
    }

    /** {@code !}. */
    record Not(Expression operand) implements Operation {
        @Override
        public Object value(Rendering rendering) {
            rendering.budget.charge(1);
            return !rendering.isTrue(operand.value(rendering));
        }
    }

    /** {@code ==} and {@code !=}. */
    record Equality(Expression left, Expression right, boolean wanted) implements Operation {
        @Override
        public Object value(Rendering rendering) {
            rendering.budget.charge(1);
            return wanted == Comparing.areEqual(left.value(rendering), right.value(rendering), rendering.budget);
        }
    }

    /** {@code < > <= >=}: false unless both sides are numbers. */
    record Order(Expression left, Expression right, Relation relation) implements Operation {
        @Override
        public Object value(Rendering rendering) {
            rendering.budget.charge(1);
            return left.value(rendering) instanceof Number first
                    && right.value(rendering) instanceof Number second
                    && relation.holds(Comparing.compare(first, second));
        }
    }

    /** Which results of a comparison are wanted. */
    enum Relation {
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean holds(int comparison) {
            return switch (this) {
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    /** {@code + - * / %}: empty when a side is no number, but {@code +} joins texts. */
    record Calculation(Expression left, Expression right, Arithmetic operator) implements Operation {
        @Override
        public Object value(Rendering rendering) {
            Object first = left.value(rendering);
            Object second = right.value(rendering);
            rendering.budget.charge(2);
            if (operator == Arithmetic.ADD && (first instanceof String || second instanceof String)) {
                return join(rendering.text(first), rendering.text(second), rendering);
            }
            return first instanceof Number one && second instanceof Number other
                    ? operator.of(one, other)
                    : Empty.EMPTY;
        }

        private static String join(String first, String second, Rendering rendering) {
            if ((long) first.length() + second.length() > TemplateLimits.STRING_CHARS) {
                throw new Halted("a text is longer than 10 MB");
            }
            rendering.budget.copied(first.length() + second.length());
            return first.concat(second);
        }
    }

    /** {@code -} before a value. */
    record Negation(Expression operand) implements Operation {
        @Override
        public Object value(Rendering rendering) {
            rendering.budget.charge(1);
            return operand.value(rendering) instanceof Number number ? Arithmetic.SUBTRACT.of(0, number) : Empty.EMPTY;
        }
    }
}
