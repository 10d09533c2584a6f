package dev.sluice.control.apis.methods;

/** Where a method stands that names something. */
public record MethodUse(String path, String verb) {}
