package dev.sluice.data.templates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code $input.body} or {@code $input.json(path)} in the text: what most templates print of a payload. It goes to the
 * output piece by piece, without a value of all of it.
 *
 * @param before the text before it
 * @param reference the same as a value, for templates that have a variable of that name
 * @param path null for the body
 */
record PrintedInput(
        String before, Reference reference, @Nullable Expression path) implements Piece {
    /** As many as the walk of the reference takes. */
    private static final int STEPS_OF_MEMBER = 2;

    private static final int STEPS_OF_CALL = 3;

    /** Null for a reference that is another one. */
    static @Nullable PrintedInput of(String before, Reference reference) {
        List<Reference.Step> steps = reference.steps();
        if (reference.root() != Reference.Root.INPUT || reference.otherwise() != null || steps.size() != 1) {
            return null;
        }
        return switch (steps.getFirst()) {
            case Reference.Member member when member.name().equals("body") -> new PrintedInput(before, reference, null);
            case Reference.Call call
            when call.name().equals("json") && call.arguments().size() == 1 ->
                new PrintedInput(before, reference, call.arguments().getFirst());
            default -> null;
        };
    }

    @Override
    public void render(Rendering rendering) {
        if (rendering.variable(reference.slot()) != null) {
            new Output(before, reference).render(rendering);
            return;
        }
        if (path == null) {
            rendering.budget.charge(STEPS_OF_MEMBER);
            rendering.write(before);
            rendering.printBody();
            return;
        }
        rendering.budget.charge(STEPS_OF_CALL);
        Object found = rendering.input().find(rendering.text(path.value(rendering)), rendering);
        rendering.write(before);
        rendering.printJson(found);
    }
}
