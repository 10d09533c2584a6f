package dev.sluice.aws.patterns;

import java.util.List;

/** A regular expression as it was read. Only whether it matches is asked, so that greed and groups say nothing. */
sealed interface Expression {
    /** Matches the empty text. */
    record Nothing() implements Expression {}

    /** One unit out of a set. */
    record Units(CharacterSet set) implements Expression {}

    /** Its parts, one behind the other. */
    record Sequence(List<Expression> parts) implements Expression {}

    /** Any of its branches. */
    record Choice(List<Expression> branches) implements Expression {}

    /**
     * A part, repeated.
     *
     * @param most {@link #ENDLESS} for no bound
     */
    record Repeat(Expression part, int least, int most) implements Expression {}

    /** A place between units. */
    record Place(Border border, boolean negated) implements Expression {}

    /** What must, or must not, follow. */
    record Ahead(Expression part, boolean negated) implements Expression {}

    /** See {@link Place}. */
    enum Border {
        START,
        END,
        WORD
    }

    int ENDLESS = Integer.MAX_VALUE;
}
