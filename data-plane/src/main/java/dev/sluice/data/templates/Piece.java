package dev.sluice.data.templates;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a compiled template, which appends to the output. Immutable. */
sealed interface Piece
        permits Loop,
                PrintedInput,
                Piece.Text,
                Piece.Body,
                Piece.Output,
                Piece.Escaped,
                Piece.Assignment,
                Piece.Choice,
                Piece.Definition,
                Piece.Leave,
                Piece.MacroCall {
    void render(Rendering rendering);

    /** The piece that does nothing. */
    Body NOTHING = new Body(List.of(), 0);

    /** Text as it stands in the template. */
    record Text(String text) implements Piece {
        @Override
        public void render(Rendering rendering) {
            rendering.write(text);
        }
    }

    /** Pieces one after the other. */
    final class Body implements Piece {
        private final Piece[] pieces;
        private final int depth;

        Body(List<Piece> pieces, int depth) {
            this.pieces = pieces.toArray(Piece[]::new);
            this.depth = depth;
        }

        /** Levels of blocks and expressions inside. */
        int depth() {
            return depth;
        }

        @Override
        public void render(Rendering rendering) {
            rendering.budget.charge(1);
            for (Piece piece : pieces) {
                piece.render(rendering);
                if (rendering.flow != Rendering.Flow.NEXT) {
                    return;
                }
            }
        }

        /** Renders the body at a place where its text does not stand. */
        void renderElsewhere(Rendering rendering) {
            rendering.enter(depth + 1);
            render(rendering);
            rendering.leave(depth + 1);
            if (rendering.flow == Rendering.Flow.BREAK) {
                rendering.flow = Rendering.Flow.NEXT;
            }
        }
    }

    /** {@code $reference} in the text, behind the text before it. */
    record Output(String before, Expression value) implements Piece {
        @Override
        public void render(Rendering rendering) {
            Object shown = value.value(rendering);
            if (!before.isEmpty()) {
                rendering.write(before);
            }
            if (shown instanceof DefinedBlock block) {
                block.body().renderElsewhere(rendering);
            } else {
                rendering.print(shown);
            }
        }
    }

    /** {@code \$reference}: the reference's own text, with the backslash only when it has no value. */
    record Escaped(String before, String literal, Expression value) implements Piece {
        @Override
        public void render(Rendering rendering) {
            boolean missing = value.value(rendering) == Empty.EMPTY;
            rendering.write(missing ? before + "\\" + literal : before + literal);
        }
    }

    /** {@code #set}. */
    record Assignment(Reference target, Expression value) implements Piece {
        @Override
        public void render(Rendering rendering) {
            target.assign(value.value(rendering), rendering);
        }
    }

    /** {@code #if}: the body of the first condition that holds, else the last one. */
    record Choice(List<Expression> conditions, List<Body> bodies, Body otherwise) implements Piece {
        public Choice {
            conditions = List.copyOf(conditions);
            bodies = List.copyOf(bodies);
        }

        @Override
        public void render(Rendering rendering) {
            for (int index = 0; index < conditions.size(); index++) {
                if (rendering.isTrue(conditions.get(index).value(rendering))) {
                    bodies.get(index).render(rendering);
                    return;
                }
            }
            otherwise.render(rendering);
        }
    }

    /** {@code #define}. */
    record Definition(int slot, Body body) implements Piece {
        @Override
        public void render(Rendering rendering) {
            rendering.variable(slot, new DefinedBlock(body));
        }
    }

    /** {@code #stop} and {@code #break}. */
    record Leave(Rendering.Flow flow) implements Piece {
        @Override
        public void render(Rendering rendering) {
            rendering.flow = flow;
        }
    }

    /**
     * {@code #name(arguments)}, or its own text when the template has no macro of that name.
     *
     * @param macros all macros of the template, complete once it is compiled
     * @param content the block of {@code #@name(arguments) ... #end}
     */
    record MacroCall(
            Map<String, Macro> macros,
            String name,
            List<Expression> arguments,
            @Nullable Body content,
            String literal) implements Piece {
        public MacroCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public void render(Rendering rendering) {
            Macro macro = macros.get(name);
            if (macro == null) {
                rendering.write(literal);
            } else {
                macro.call(arguments, content, rendering);
            }
        }
    }
}
