package dev.sluice.control.stages;

import dev.sluice.control.apis.RestApiId;
import java.util.regex.Pattern;

/** Names a stage of an API, as the caller spelled it. */
public record StageName(String apiId, String name) {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    public RestApiId api() {
        return new RestApiId(apiId);
    }

    boolean isLegal() {
        return LEGAL.matcher(name).matches();
    }
}
