package dev.sluice.control.tags.rest;

import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.tags.TaggedThings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/**
 * The tag operations of the management API. Translates; decides nothing. The ARN is all that follows, since some
 * callers send its slashes as they are (management-api 1).
 */
@Path("/tags/{resource_arn:.+}")
@RunOnVirtualThread
public class TagOperations {
    private final TaggedThings things;

    TagOperations(TaggedThings things) {
        this.things = things;
    }

    /** Not paged (management-api 4). */
    @GET
    @Permission("apigateway:GET")
    public TagsJson getTags(@PathParam("resource_arn") String arn) {
        return new TagsJson(things.tags(arn));
    }

    @PUT
    @Permission("apigateway:PUT")
    public void tagResource(@PathParam("resource_arn") String arn, byte[] body) {
        var input = WireInput.of("tagResourceInput", body);
        var tags = input.body().requiredTextMap("tags");
        input.check();
        things.tag(arn, tags);
    }

    @DELETE
    @Permission("apigateway:DELETE")
    public void untagResource(@PathParam("resource_arn") String arn, @QueryParam("tagKeys") List<String> keys) {
        var input = WireInput.ofLabels();
        if (keys.isEmpty()) {
            input.missing("tagKeys");
        }
        input.check();
        things.untag(arn, keys);
    }
}
