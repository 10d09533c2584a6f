package dev.sluice.data.templates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code $root.member.method(argument)[index]}.
 *
 * @param otherwise value of {@code ${reference|otherwise}} when the reference has none
 */
record Reference(
        int slot, Root root, List<Step> steps, @Nullable Expression otherwise) implements Expression {
    Reference {
        steps = List.copyOf(steps);
    }

    /** What a name stands for while no variable of that name was set. */
    enum Root {
        INPUT,
        UTIL,
        CONTEXT,
        STAGE_VARIABLES,
        VARIABLE;

        static Root of(String name) {
            return switch (name) {
                case "input" -> INPUT;
                case "util" -> UTIL;
                case "context" -> CONTEXT;
                case "stageVariables" -> STAGE_VARIABLES;
                default -> VARIABLE;
            };
        }

        Object value(Rendering rendering) {
            return switch (this) {
                case INPUT -> rendering.input();
                case UTIL -> UtilValue.UTIL;
                case CONTEXT -> rendering.context();
                case STAGE_VARIABLES -> rendering.stageVariables();
                case VARIABLE -> Empty.EMPTY;
            };
        }
    }

    @Override
    public Object value(Rendering rendering) {
        Object value = walk(steps.size(), rendering);
        return otherwise != null && value == Empty.EMPTY ? otherwise.value(rendering) : value;
    }

    private Object walk(int length, Rendering rendering) {
        rendering.budget.charge(1);
        @Nullable Object variable = rendering.variable(slot);
        Object value = variable == null ? root.value(rendering) : variable;
        for (int index = 0; index < length && value != Empty.EMPTY; index++) {
            value = steps.get(index).of(value, rendering);
        }
        return value;
    }

    /** Sets the variable, member or element; where there is nothing to set it in, nothing happens. */
    void assign(Object value, Rendering rendering) {
        if (steps.isEmpty()) {
            rendering.variable(slot, value);
        } else {
            Object target = walk(steps.size() - 1, rendering);
            steps.getLast().assign(target, value, rendering);
        }
    }

    /** One member, call or index of a reference. */
    sealed interface Step permits Member, Call, Index {
        Object of(Object target, Rendering rendering);

        void assign(Object target, Object value, Rendering rendering);
    }

    /** {@code .name}. */
    record Member(String name) implements Step {
        @Override
        public Object of(Object target, Rendering rendering) {
            rendering.budget.charge(1);
            return switch (target) {
                case MapValue map -> map.read(name);
                case HostValue host -> host.property(name, rendering);
                default -> Empty.EMPTY;
            };
        }

        @Override
        public void assign(Object target, Object value, Rendering rendering) {
            if (target instanceof MapValue map) {
                map.write(name, value, rendering.budget);
            }
        }
    }

    /** {@code .name(arguments)}. */
    record Call(String name, List<Expression> arguments) implements Step {
        private static final Object[] NONE = {};

        Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Object of(Object target, Rendering rendering) {
            rendering.budget.charge(2);
            Object[] values = arguments.isEmpty() ? NONE : new Object[arguments.size()];
            for (int index = 0; index < values.length; index++) {
                values[index] = arguments.get(index).value(rendering);
            }
            return Methods.call(target, name, values, rendering);
        }

        @Override
        public void assign(Object target, Object value, Rendering rendering) {
            // the result of a call has no place of its own
        }
    }

    /** {@code [index]}: an element of a list, from the end when negative, or a member of a map. */
    record Index(Expression index) implements Step {
        @Override
        public Object of(Object target, Rendering rendering) {
            rendering.budget.charge(1);
            Object place = index.value(rendering);
            return switch (target) {
                case MapValue map -> map.read(Values.key(place, rendering.budget));
                case HostValue host -> host.property(Printer.text(place, rendering.budget), rendering);
                case ListValue list when place instanceof Integer number -> element(list, number);
                default -> Empty.EMPTY;
            };
        }

        private static Object element(ListValue list, int number) {
            int place = number < 0 ? list.size() + number : number;
            return place >= 0 && place < list.size() ? list.read(place) : Empty.EMPTY;
        }

        @Override
        public void assign(Object target, Object value, Rendering rendering) {
            Object place = index.value(rendering);
            if (target instanceof MapValue map) {
                map.write(Values.key(place, rendering.budget), value, rendering.budget);
            } else if (target instanceof ListValue list && list.writable() && place instanceof Integer number) {
                int at = number < 0 ? list.size() + number : number;
                if (at < 0 || at >= list.size()) {
                    throw new Halted("an index is out of range");
                }
                rendering.budget.put(value);
                list.items().set(at, value);
            }
        }
    }
}
