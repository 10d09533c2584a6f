package dev.sluice.data.templates;

/** The limits of a template (mapping-templates 1, security-requirements 42 to 44). Passing one fails one call. */
final class TemplateLimits {
    /** Characters of a template's text: 300 KB. */
    static final int TEXT_CHARS = 300 * 1024;
    /** Turns of one {@code #foreach}. */
    static final int LOOP_TURNS = 1_000;
    /** Characters of the output and of any one string. */
    static final int STRING_CHARS = 10 * 1024 * 1024;
    /** Steps that every rendering may take, mostly 10 to 50 ns each in warm code, whatever the size of its body. */
    static final int STEPS = 250_000;
    /** A body buys one step more for this many of its characters, since reading and printing it takes time. */
    static final int BODY_CHARS_PER_STEP = 4;
    /** Levels of blocks and expressions inside each other in a text. */
    static final int TEXT_DEPTH = 150;
    /** Brackets open at once in one expression: Velocity's parser looks ahead once more for each. */
    static final int OPEN_BRACKETS = 24;
    /** Levels of blocks and expressions inside each other while rendering, macros included. */
    static final int RENDER_DEPTH = 500;
    /** Values that one look by a JSONPath with wildcards, slices, scans or filters makes; each takes some 100 bytes. */
    static final int FOUND_VALUES = 100_000;
    /** Levels of objects and lists inside each other, read or printed. */
    static final int DOCUMENT_DEPTH = 100;
    /** Bits of an integer and digits of a decimal that arithmetic may make. */
    static final int INTEGER_BITS = 4_096;

    static final int DECIMAL_DIGITS = 1_000;
    /** Characters of a tenant's regular expression or JSONPath, and of what an expression is tried on. */
    static final int PATTERN_CHARS = 2_048;

    static final int PATTERN_INPUT_CHARS = 64 * 1024;

    private TemplateLimits() {}
}
