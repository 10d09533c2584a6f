package dev.sluice.data.templates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A macro of one template. Arguments are values; a name that is no parameter is the caller's variable. Immutable.
 */
final class Macro {
    private final int[] slots;
    private final @Nullable Expression[] defaults;
    private final int bodyContent;
    private final Piece.Body body;

    Macro(int[] slots, @Nullable Expression[] defaults, int bodyContent, Piece.Body body) {
        this.slots = slots;
        this.defaults = defaults;
        this.bodyContent = bodyContent;
        this.body = body;
    }

    void call(List<Expression> arguments, Piece.@Nullable Body content, Rendering rendering) {
        @Nullable Object[] values = new Object[slots.length];
        for (int index = 0; index < slots.length; index++) {
            values[index] = argument(index, arguments, rendering);
        }
        for (int index = 0; index < slots.length; index++) {
            @Nullable Object outer = rendering.variable(slots[index]);
            rendering.variable(slots[index], values[index]);
            values[index] = outer;
        }
        @Nullable Object outerContent = rendering.variable(bodyContent);
        rendering.variable(bodyContent, content == null ? null : new DefinedBlock(content));
        body.renderElsewhere(rendering);
        rendering.variable(bodyContent, outerContent);
        for (int index = 0; index < slots.length; index++) {
            rendering.variable(slots[index], values[index]);
        }
    }

    private @Nullable Object argument(int index, List<Expression> arguments, Rendering rendering) {
        if (index < arguments.size()) {
            return arguments.get(index).value(rendering);
        }
        Expression otherwise = defaults[index];
        return otherwise == null ? null : otherwise.value(rendering);
    }
}
