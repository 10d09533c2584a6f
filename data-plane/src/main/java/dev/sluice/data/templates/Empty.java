package dev.sluice.data.templates;

/**
 * What stands for every null and every missing value (mapping-templates 5.1): empty text, equal to {@code ""} and to
 * itself, and the answer to anything that is asked of it.
 */
enum Empty {
    EMPTY;

    @Override
    public String toString() {
        return "";
    }
}
