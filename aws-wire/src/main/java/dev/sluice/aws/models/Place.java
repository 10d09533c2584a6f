package dev.sluice.aws.models;

/**
 * Where a schema stands.
 *
 * @param model the model's name
 * @param pointer JSON pointer into the model's schema; empty for all of it
 */
record Place(String model, String pointer) {
    /** The place of a part of this one. */
    Place at(String token) {
        return new Place(model, pointer + "/" + token.replace("~", "~0").replace("/", "~1"));
    }

    ModelRefused refused(String reason) {
        return new ModelRefused(model, pointer, reason);
    }
}
