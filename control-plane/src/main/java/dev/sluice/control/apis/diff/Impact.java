package dev.sluice.control.apis.diff;

/** What a change means for a caller who does what the older definition asks. */
public enum Impact {
    /** Such a caller sees no difference that its contract would not allow. */
    SAFE,
    /** Such a caller may be refused, or miss something that it was promised. */
    BREAKING;

    static Impact breakingIf(boolean condition) {
        return condition ? BREAKING : SAFE;
    }
}
