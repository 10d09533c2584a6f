package dev.sluice.data.pipeline;

/** The head of an origin's answer, with its body still on the way. */
public record OriginResponse(int status, Headers headers, Body body) {}
