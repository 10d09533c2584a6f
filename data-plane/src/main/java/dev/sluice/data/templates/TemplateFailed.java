package dev.sluice.data.templates;

/**
 * A template could not be rendered (mapping-templates 7): its text is no template, a method it called failed, or a
 * limit was passed. The reason is for the execution log only.
 */
public final class TemplateFailed extends Exception {
    private static final long serialVersionUID = 1L;

    TemplateFailed(String reason) {
        super(reason, null, false, false);
    }

    /** One sentence without values of the call. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
