package dev.sluice.aws.patterns;

import java.util.ArrayList;
import java.util.List;

/** Lays an expression out as states, from its end to its start; a count is written out. */
final class StateCompiler {
    private static final int MAX_STATES = 20_000;

    private final StepBudget room;
    private final List<State> states = new ArrayList<>();
    private final List<CharacterSet> sets = new ArrayList<>();
    private final List<StateProgram> ahead = new ArrayList<>();

    private StateCompiler(StepBudget room) {
        this.room = room;
    }

    /** The program; throws {@link BudgetSpent} when it has too many states. */
    static StateProgram compile(Expression expression) {
        return compile(expression, new StepBudget(MAX_STATES));
    }

    private static StateProgram compile(Expression expression, StepBudget room) {
        var compiler = new StateCompiler(room);
        int match = compiler.add(StateProgram.Kind.MATCH, 0, 0);
        return compiler.program(compiler.lay(expression, match));
    }

    private int lay(Expression expression, int next) {
        return switch (expression) {
            case Expression.Nothing _ -> next;
            case Expression.Units(CharacterSet set) -> {
                sets.add(set);
                yield add(StateProgram.Kind.TAKE, next, sets.size() - 1);
            }
            case Expression.Place place -> add(kind(place), next, 0);
            case Expression.Ahead(Expression part, boolean negated) -> {
                ahead.add(compile(part, room));
                yield add(negated ? StateProgram.Kind.NOT_AHEAD : StateProgram.Kind.AHEAD, next, ahead.size() - 1);
            }
            case Expression.Sequence(List<Expression> parts) -> laySequence(parts, next);
            case Expression.Choice(List<Expression> branches) -> layChoice(branches, next);
            case Expression.Repeat repeat -> layRepeat(repeat, next);
        };
    }

    private int laySequence(List<Expression> parts, int next) {
        int entry = next;
        for (int index = parts.size() - 1; index >= 0; index--) {
            entry = lay(parts.get(index), entry);
        }
        return entry;
    }

    private int layChoice(List<Expression> branches, int next) {
        int entry = lay(branches.getLast(), next);
        for (int index = branches.size() - 2; index >= 0; index--) {
            entry = split(lay(branches.get(index), next), entry);
        }
        return entry;
    }

    private int layRepeat(Expression.Repeat repeat, int next) {
        int entry = next;
        if (repeat.most() == Expression.ENDLESS) {
            int again = split(next, next);
            states.get(again).next = lay(repeat.part(), again);
            entry = again;
        } else {
            for (int count = repeat.least(); count < repeat.most(); count++) {
                entry = split(lay(repeat.part(), entry), next);
            }
        }
        for (int count = 0; count < repeat.least(); count++) {
            room.take(1);
            entry = lay(repeat.part(), entry);
        }
        return entry;
    }

    private int split(int next, int other) {
        return add(StateProgram.Kind.SPLIT, next, other);
    }

    private int add(StateProgram.Kind kind, int next, int other) {
        room.take(1);
        states.add(new State(kind, next, other));
        return states.size() - 1;
    }

    private static StateProgram.Kind kind(Expression.Place place) {
        return switch (place.border()) {
            case START -> StateProgram.Kind.START;
            case END -> StateProgram.Kind.END;
            case WORD -> place.negated() ? StateProgram.Kind.NO_WORD_BORDER : StateProgram.Kind.WORD_BORDER;
        };
    }

    private StateProgram program(int first) {
        return new StateProgram(
                states.stream().map(state -> state.kind).toArray(StateProgram.Kind[]::new),
                states.stream().mapToInt(state -> state.next).toArray(),
                states.stream().mapToInt(state -> state.other).toArray(),
                sets.toArray(CharacterSet[]::new),
                ahead.toArray(StateProgram[]::new),
                first);
    }

    /** A state while the program is laid out. */
    private static final class State {
        private final StateProgram.Kind kind;
        private final int other;
        private int next;

        State(StateProgram.Kind kind, int next, int other) {
            this.kind = kind;
            this.next = next;
            this.other = other;
        }
    }
}
