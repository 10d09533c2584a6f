package dev.sluice.data.transform;

/** A mapping or template that this node cannot carry out. The message says which and why. */
public final class MappingRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public MappingRefused(String reason) {
        super(reason);
    }
}
