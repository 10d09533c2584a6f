package dev.sluice.control.apis.diff;

/** An impact and why it is that. */
record Verdict(Impact impact, String reason) {
    static Verdict safe(String reason) {
        return new Verdict(Impact.SAFE, reason);
    }

    static Verdict breaking(String reason) {
        return new Verdict(Impact.BREAKING, reason);
    }
}
