package dev.sluice.control.metering.rest;

import dev.sluice.control.platform.wire.Rule;

/** How months are written: {@code 2026-11}. */
final class Months {
    static final Rule RULE = Rule.pattern("[0-9]{4}-(0[1-9]|1[0-2])");

    private Months() {}
}
