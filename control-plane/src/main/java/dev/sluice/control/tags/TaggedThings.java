package dev.sluice.control.tags;

import dev.sluice.aws.arn.Arn;
import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.tags.TaggedKind;
import dev.sluice.control.platform.values.Tags;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What carries tags, named by ARN. An ARN of another partition, region, service or account names nothing here; one of
 * this installation that names no taggable kind is refused alike, and a thing that is not there as by its get operation.
 */
@Singleton
public class TaggedThings {
    private final List<TaggedKind> kinds;
    private final Installation installation;
    private final CurrentTenant tenant;

    TaggedThings(@All List<TaggedKind> kinds, Installation installation, CurrentTenant tenant) {
        this.kinds = kinds;
        this.installation = installation;
        this.tenant = tenant;
    }

    public Map<String, String> tags(String arn) {
        List<String> path = path(arn);
        return kind(path).tags(path);
    }

    /** Adds tags and gives known keys other values; the others stay. */
    public void tag(String arn, Map<String, String> added) {
        List<String> path = path(arn);
        kind(path).retag(path, tags -> {
            var merged = new LinkedHashMap<>(tags);
            merged.putAll(added);
            return Tags.checked(merged);
        });
    }

    /** Takes tags away; a key that is not there is no error. */
    public void untag(String arn, Collection<String> keys) {
        List<String> path = path(arn);
        kind(path).retag(path, tags -> {
            var left = new LinkedHashMap<>(tags);
            left.keySet().removeAll(keys);
            return left;
        });
    }

    private TaggedKind kind(List<String> path) {
        return kinds.stream().filter(kind -> kind.covers(path)).findFirst().orElseThrow(TaggedThings::invalid);
    }

    /** The segments of the path in the ARN. */
    private List<String> path(String text) {
        Arn arn = parse(text);
        boolean isHere = arn.partition().equals(installation.partition())
                && arn.region().equals(installation.region())
                && arn.service().equals("apigateway")
                && (arn.account().isEmpty() || arn.account().equals(tenant.id().value()));
        if (!isHere || !arn.resource().startsWith("/")) {
            throw invalid();
        }
        return Arrays.asList(arn.resource().substring(1).split("/", -1));
    }

    private static Arn parse(String text) {
        try {
            return Arn.parse(text);
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return ProblemException.badRequest("Invalid ARN specified in the request");
    }
}
