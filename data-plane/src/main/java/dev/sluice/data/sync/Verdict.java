package dev.sluice.data.sync;

/** What becomes of a record that was checked. */
sealed interface Verdict {
    /** It is in effect and kept; flagged values are read at the next start. */
    record Keep(boolean flagged) implements Verdict {}

    /** Its key is gone. */
    record Delete() implements Verdict {}

    /** It cannot be used; what was in effect before stays so. */
    record Refuse(String reason) implements Verdict {}
}
