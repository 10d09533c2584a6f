package dev.sluice.control.apis;

import dev.sluice.control.platform.tags.TaggedKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tags of REST APIs. */
@Singleton
class RestApiTags implements TaggedKind {
    private final RestApis apis;

    RestApiTags(RestApis apis) {
        this.apis = apis;
    }

    @Override
    public boolean covers(List<String> path) {
        return path.size() == 2 && path.getFirst().equals("restapis");
    }

    @Override
    public Map<String, String> tags(List<String> path) {
        return apis.require(id(path)).settings().tags();
    }

    @Override
    public void retag(List<String> path, UnaryOperator<Map<String, String>> change) {
        apis.retag(id(path), change);
    }

    private static RestApiId id(List<String> path) {
        return new RestApiId(path.getLast());
    }
}
