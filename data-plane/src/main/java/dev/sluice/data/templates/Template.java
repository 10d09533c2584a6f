package dev.sluice.data.templates;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled mapping template. Immutable but for its caches, which are thread-safe: one for all loops. */
public final class Template {
    private static final int NEVER_RAN = -1;

    /** So many steps take a few milliseconds at most. */
    private static final int LIGHT_STEPS = 40_000;

    /** After each rendering an eighth of what earlier ones took is forgotten. */
    private static final int FADING = 8;

    private final String text;
    private final Piece.@Nullable Body body;
    private final @Nullable String refusal;
    private final int variables;
    private final Use use;
    private final boolean missingIsTrue;
    private final TemplateCaches caches = new TemplateCaches();
    private volatile int recentSteps = NEVER_RAN;
    private volatile int recentChars;

    /** What is done with the payload. */
    private record Use(boolean read, boolean held, boolean json) {
        static final Use NONE = new Use(false, false, false);
    }

    private Template(
            String text,
            Piece.@Nullable Body body,
            @Nullable String refusal,
            int variables,
            Use use,
            boolean missingIsTrue) {
        this.text = text;
        this.body = body;
        this.refusal = refusal;
        this.variables = variables;
        this.use = use;
        this.missingIsTrue = missingIsTrue;
    }

    static Template literal(String text) {
        return new Template(text, null, null, 0, Use.NONE, true);
    }

    static Template refused(String text, String reason) {
        return new Template(text, null, reason, 0, Use.NONE, true);
    }

    static Template of(String text, Piece.Body body, TreeCompiler compiler, boolean missingIsTrue) {
        return new Template(
                text,
                body,
                null,
                compiler.slots().count(),
                new Use(compiler.readsBody(), compiler.holdsText(), compiler.readsJson()),
                missingIsTrue);
    }

    /** Whether every rendering gives the template's own text, so that none is needed. */
    public boolean isLiteral() {
        return body == null && refusal == null;
    }

    /** The template's own text: what a literal template renders to. */
    public String literal() {
        return text;
    }

    /** Whether a rendering may look at the payload; false only when it surely does not. */
    public boolean readsBody() {
        return use.read;
    }

    /** Whether a rendering may hold the payload's text, or JSON of it, as a value, apart from what it prints. */
    public boolean holdsText() {
        return use.held;
    }

    /** Whether a rendering may read the payload, or a part of it, as JSON; false only when it calls nothing that does. */
    public boolean readsJson() {
        return use.json;
    }

    /** Whether the next rendering may take long, as one of the latest did, or as the first does: it loads classes. */
    public boolean isHeavy() {
        int recent = recentSteps;
        return body != null && (recent == NEVER_RAN || recent > LIGHT_STEPS);
    }

    private void ran(int steps) {
        int before = recentSteps;
        int after = recent(before, steps);
        if (after != before) {
            recentSteps = after;
        }
    }

    private void printed(int chars) {
        int before = recentChars;
        int after = recent(before, chars);
        if (after != before) {
            recentChars = after;
        }
    }

    private static int recent(int before, int now) {
        return Math.max(now, before - before / FADING);
    }

    /** Renders the template on the calling thread, within the limits of {@link TemplateLimits}. */
    public String render(TemplateScope scope) throws TemplateFailed {
        List<byte[]> pieces = print(scope);
        if (pieces.size() == 1) {
            return new String(pieces.getFirst(), StandardCharsets.UTF_8);
        }
        StringBuilder output = new StringBuilder();
        pieces.forEach(piece -> output.append(new String(piece, StandardCharsets.UTF_8)));
        return output.toString();
    }

    /** The same as UTF-8, a large text in pieces. */
    public List<byte[]> print(TemplateScope scope) throws TemplateFailed {
        if (refusal != null) {
            throw new TemplateFailed(refusal);
        }
        if (body == null) {
            return List.of(text.getBytes(StandardCharsets.UTF_8));
        }
        var rendering = new Rendering(scope, caches, variables, missingIsTrue, recentChars);
        try {
            body.render(rendering);
            scope.overrides().settle();
        } catch (Halted halted) {
            throw new TemplateFailed(halted.reason());
        } finally {
            ran(rendering.budget.used());
        }
        printed(rendering.outputChars());
        return rendering.output();
    }
}
