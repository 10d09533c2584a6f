package dev.sluice.data.templates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of one rendering: variables, output, what is left of the limits. Confined to one call. */
final class Rendering {
    /** What follows the piece that was just rendered. */
    enum Flow {
        NEXT,
        /** Out of the innermost loop, macro or block. */
        BREAK,
        /** Out of the template. */
        STOP
    }

    private static final int FEWEST_CHARS = 256;
    private static final int CAPTURED_CHARS = 64;
    private static final int MOST_CHARS = 16 * 1024;

    final TemplateScope scope;
    final TemplateCaches caches;
    final Budget budget;
    Flow flow = Flow.NEXT;
    private final @Nullable Object[] variables;
    private final boolean missingIsTrue;
    private TextBuffer out;
    private int depth;
    private @Nullable InputValue input;
    private @Nullable ContextValue context;
    private @Nullable MapValue stageVariables;

    /** Begins with room for as much output as is expected. */
    Rendering(TemplateScope scope, TemplateCaches caches, int variables, boolean missingIsTrue, int expectedChars) {
        this.scope = scope;
        this.caches = caches;
        this.budget = new Budget(TemplateLimits.STEPS + scope.body().length() / TemplateLimits.BODY_CHARS_PER_STEP);
        this.variables = new Object[variables];
        int firstChars = Math.clamp(expectedChars, FEWEST_CHARS, MOST_CHARS);
        this.out = TextBuffer.toSend(firstChars);
        this.missingIsTrue = missingIsTrue;
    }

    /** The variable's value, null when it was never set. */
    @Nullable
    Object variable(int slot) {
        return variables[slot];
    }

    /** Sets a variable, or unsets it with null. */
    void variable(int slot, @Nullable Object value) {
        variables[slot] = value;
    }

    /** mapping-templates 5.1: everything but false is true; for what is missing that is a switch (9.3). */
    boolean isTrue(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        return missingIsTrue || value != Empty.EMPTY;
    }

    InputValue input() {
        if (input == null) {
            input = new InputValue(scope);
        }
        return input;
    }

    ContextValue context() {
        if (context == null) {
            context = new ContextValue(scope);
        }
        return context;
    }

    MapValue stageVariables() {
        if (stageVariables == null) {
            stageVariables = MapValue.view(scope.stageVariables(), false);
        }
        return stageVariables;
    }

    /** The value's text; a defined block is rendered for it. */
    String text(Object value) {
        return value instanceof DefinedBlock block ? block.text(this) : Printer.text(value, budget);
    }

    void write(String text) {
        budget.copied(text.length());
        out.append(text);
    }

    /** Writes a value as it stands in the output, without a text of all of it. */
    void print(Object value) {
        if (value instanceof MapValue || value instanceof ListValue || value instanceof EntryValue) {
            int before = out.length();
            new Printer(out, budget).print(value);
            budget.copied(out.length() - before);
        } else {
            write(Printer.text(value, budget));
        }
    }

    /** Writes what stands in the payload as JSON; two quotes for what is missing. */
    void printJson(@Nullable Object found) {
        int before = out.length();
        if (found == Empty.EMPTY) {
            out.append(InputValue.NOTHING);
        } else {
            new Printer(out, budget).printJson(found);
        }
        budget.copied(out.length() - before);
    }

    /** Writes the payload as it is. */
    void printBody() {
        int before = out.length();
        scope.body().printTo(out);
        budget.copied(out.length() - before);
    }

    /** Renders the piece apart from the output and gives back its text. */
    String capture(Piece piece) {
        TextBuffer outer = out;
        out = new TextBuffer(CAPTURED_CHARS);
        piece.render(this);
        String text = out.toString();
        out = outer;
        budget.copied(text.length());
        return text;
    }

    int outputChars() {
        return out.length();
    }

    List<byte[]> output() {
        return out.bytes();
    }

    /** Goes so many levels deeper, for a body that is not where its text stands. */
    void enter(int levels) {
        depth += levels;
        if (depth > TemplateLimits.RENDER_DEPTH) {
            throw new Halted("macros or blocks call each other too deep");
        }
    }

    void leave(int levels) {
        depth -= levels;
    }
}
