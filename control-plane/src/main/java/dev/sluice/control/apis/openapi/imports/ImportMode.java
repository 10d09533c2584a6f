package dev.sluice.control.apis.openapi.imports;

/** What becomes of the parts of an API that a document does not mention: they stay, or they go. */
public enum ImportMode {
    MERGE,
    OVERWRITE
}
