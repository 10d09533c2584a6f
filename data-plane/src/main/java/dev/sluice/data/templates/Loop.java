package dev.sluice.data.templates;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * {@code #foreach}, at most 1,000 turns (mapping-templates 1).
 *
 * @param element slot of the variable that names the element
 * @param foreach slot of {@code $foreach}
 * @param velocityCount slot of {@code $velocityCount}
 */
record Loop(int element, int foreach, int velocityCount, Expression values, Piece.Body body, Piece.Body otherwise)
        implements Piece {
    @Override
    public void render(Rendering rendering) {
        ListValue list = listOf(values.value(rendering), rendering);
        if (list == null || list.size() == 0) {
            otherwise.render(rendering);
            return;
        }
        @Nullable Object outerElement = rendering.variable(element);
        @Nullable Object outerForeach = rendering.variable(foreach);
        @Nullable Object outerCount = rendering.variable(velocityCount);
        var state = new ForeachValue(outerForeach);
        turn(list, state, rendering);
        rendering.variable(element, outerElement);
        rendering.variable(foreach, outerForeach);
        rendering.variable(velocityCount, outerCount);
    }

    /** A list that grows during its loop is followed, within the limit. */
    private void turn(ListValue list, ForeachValue state, Rendering rendering) {
        for (int index = 0; index < list.size() && rendering.flow == Rendering.Flow.NEXT; index++) {
            if (index >= TemplateLimits.LOOP_TURNS) {
                throw new Halted("#foreach takes more than 1000 turns");
            }
            state.turn(index, index + 1 < list.size());
            rendering.variable(element, list.read(index));
            rendering.variable(foreach, state);
            rendering.variable(velocityCount, index + 1);
            body.render(rendering);
        }
        if (rendering.flow == Rendering.Flow.BREAK) {
            rendering.flow = Rendering.Flow.NEXT;
        }
    }

    private static @Nullable ListValue listOf(Object value, Rendering rendering) {
        return switch (value) {
            case ListValue list -> list;
            case IteratorValue iterator -> iterator.rest(rendering);
            case MapValue map -> {
                rendering.budget.charge(map.entries().size());
                yield ListValue.plain(new ArrayList<>(map.entries().values()));
            }
            case ContextValue context -> listOf(context.entries(), rendering);
            default -> null;
        };
    }
}
