package dev.sluice.aws.models;

/** A model that cannot be used to judge bodies. The message names the model, the place in it and the rule. */
public final class ModelRefused extends Exception {
    private static final long serialVersionUID = 1L;

    ModelRefused(String model, String pointer, String reason) {
        super("model " + model + (pointer.isEmpty() ? "" : " at #" + pointer) + ": " + reason);
    }
}
