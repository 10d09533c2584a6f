package dev.sluice.data.templates;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of a compiled template. Immutable. */
sealed interface Expression
        permits Operation,
                Reference,
                Expression.Literal,
                Expression.Interpolation,
                Expression.ListOf,
                Expression.MapOf,
                Expression.Range {
    /** The value, never null: what is missing is {@link Empty}. */
    Object value(Rendering rendering);

    /** A text, number or boolean as written. */
    record Literal(Object constant) implements Expression {
        @Override
        public Object value(Rendering rendering) {
            return constant;
        }
    }

    /** A text in double quotes that holds references or directives. */
    record Interpolation(Piece.Body body) implements Expression {
        @Override
        public Object value(Rendering rendering) {
            return rendering.capture(body);
        }
    }

    /** {@code [a, b]}. */
    record ListOf(List<Expression> items) implements Expression {
        public ListOf {
            items = List.copyOf(items);
        }

        @Override
        public Object value(Rendering rendering) {
            rendering.budget.charge(1 + items.size());
            List<@Nullable Object> values = new ArrayList<>(items.size());
            for (Expression item : items) {
                values.add(item.value(rendering));
            }
            return ListValue.plain(values);
        }
    }

    /** {@code {k: v}}: keys and values in turn. */
    record MapOf(List<Expression> pairs) implements Expression {
        public MapOf {
            pairs = List.copyOf(pairs);
        }

        @Override
        public Object value(Rendering rendering) {
            MapValue map = MapValue.create();
            for (int index = 0; index < pairs.size(); index += 2) {
                Object key = Values.key(pairs.get(index).value(rendering), rendering.budget);
                map.write(key, pairs.get(index + 1).value(rendering), rendering.budget);
            }
            return map;
        }
    }

    /** {@code [from..to]}, up or down, both ends included. Its numbers are made when they are looked at. */
    record Range(Expression from, Expression to) implements Expression {
        @Override
        public Object value(Rendering rendering) {
            rendering.budget.charge(1);
            if (from.value(rendering) instanceof Integer first && to.value(rendering) instanceof Integer last) {
                return new ListValue(new Numbers(first, last), false, false);
            }
            return Empty.EMPTY;
        }
    }

    /** The numbers of a range; one too long to count ends at the longest list there is. */
    final class Numbers extends AbstractList<@Nullable Object> {
        private final int first;
        private final int step;
        private final int size;

        Numbers(int first, int last) {
            this.first = first;
            this.step = last < first ? -1 : 1;
            this.size = (int) Math.min(Integer.MAX_VALUE, Math.abs((long) last - first) + 1);
        }

        @Override
        public Object get(int index) {
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException(index);
            }
            return first + step * index;
        }

        @Override
        public int size() {
            return size;
        }
    }
}
