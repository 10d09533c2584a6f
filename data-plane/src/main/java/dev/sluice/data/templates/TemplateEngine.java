package dev.sluice.data.templates;

/**
 * Compiles mapping templates: Velocity's grammar gives the tree, from which pieces of our own are made that know only
 * our own values, so that no class, loader or file is behind anything a template can name (security-requirements 42).
 * One per node; thread-safe.
 */
public final class TemplateEngine {
    private final VelocityGrammar grammar = new VelocityGrammar();
    private final boolean missingIsTrue;

    /** With {@code #if($missing)} true, as seen on AWS (mapping-templates 9.3). */
    public TemplateEngine() {
        this(true);
    }

    /** {@code missingIsTrue} says what {@code #if($missing)} is. */
    public TemplateEngine(boolean missingIsTrue) {
        this.missingIsTrue = missingIsTrue;
    }

    /** Compiles a text. One that is no template is found out by rendering it (mapping-templates 7). */
    public Template compile(String text) {
        if (text.length() > TemplateLimits.TEXT_CHARS) {
            return Template.refused(text, "the template is longer than 300 KB");
        }
        if (text.indexOf('$') < 0 && text.indexOf('#') < 0) {
            return Template.literal(text);
        }
        var compiler = new TreeCompiler(grammar);
        try {
            Piece.Body body = compiler.compile(text);
            return Template.of(text, body, compiler, missingIsTrue);
        } catch (TextRefused refused) {
            return Template.refused(text, refused.reason());
        } catch (StackOverflowError _) { // the tree of a text that the parser could just take
            return Template.refused(text, "the template is nested too deep");
        }
    }
}
