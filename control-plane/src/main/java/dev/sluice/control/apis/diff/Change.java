package dev.sluice.control.apis.diff;

import org.jspecify.annotations.Nullable;

/**
 * One difference.
 *
 * @param part the member that differs, by its name on the wire; members of an integration begin with {@code integration.}
 * @param name the entry of the part, for parts that are maps or lists
 * @param reason why it has that impact, for a person
 */
public record Change(String part, @Nullable String name, Kind kind, Impact impact, String reason) {}
