package dev.sluice.data.pipeline;

/**
 * How much of a method's calls is written down (observability 1). A method whose log is off has none of these.
 *
 * @param errorsOnly only the calls that end with a failure
 * @param data headers and bodies too ({@code dataTraceEnabled})
 */
public record LogSetting(boolean errorsOnly, boolean data) {}
