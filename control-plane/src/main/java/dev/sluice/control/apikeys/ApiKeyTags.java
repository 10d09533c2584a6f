package dev.sluice.control.apikeys;

import dev.sluice.control.platform.tags.TaggedKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The tags of API keys, named as {@code apikeys/{id}}. */
@Singleton
class ApiKeyTags implements TaggedKind {
    private final ApiKeys keys;

    ApiKeyTags(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean covers(List<String> path) {
        return path.size() == 2 && path.getFirst().equals("apikeys");
    }

    @Override
    public Map<String, String> tags(List<String> path) {
        return keys.require(path.get(1)).settings().tags();
    }

    @Override
    public void retag(List<String> path, UnaryOperator<Map<String, String>> change) {
        keys.retag(path.get(1), change);
    }
}
