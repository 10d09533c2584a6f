package dev.sluice.contracts.stages;

/**
 * Names one stage of one API of one tenant; its text form {@code tenant/api/stage} is the Kafka key of the topic
 * {@code sluice.stages.v1}.
 */
public record StageKey(String tenant, String api, String stage) {
    public StageKey {
        requirePart(tenant);
        requirePart(api);
        requirePart(stage);
    }

    /** Reads the text form; throws IllegalArgumentException when it has not exactly three non-empty parts. */
    public static StageKey parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a stage key is tenant/api/stage, was " + text);
        }
        return new StageKey(parts[0], parts[1], parts[2]);
    }

    /** The text form, {@code tenant/api/stage}. */
    public String text() {
        return tenant + "/" + api + "/" + stage;
    }

    private static void requirePart(String part) {
        if (part.isEmpty() || part.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "a part of a stage key is not empty and has no slash, was '" + part + "'");
        }
    }
}
