package dev.sluice.control.vpclinks.rest;

import dev.sluice.control.vpclinks.VpcLink;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A VPC link on the wire. */
public record VpcLinkJson(
        String id,
        String name,
        @Nullable String description,
        List<String> targetArns,
        String status,
        @Nullable String statusMessage,
        @Nullable Map<String, String> tags) {
    /** For create: the link is there for others once the call has ended (management-api 5). */
    static VpcLinkJson pending(VpcLink link) {
        return of(link, "PENDING", null, filledTags(link));
    }

    /** For lists, which leave out tags when there are none (management-api 4). */
    static VpcLinkJson listed(VpcLink link) {
        return available(link, filledTags(link));
    }

    /** For get and update, which show tags always. */
    static VpcLinkJson withTags(VpcLink link) {
        return available(link, link.settings().tags());
    }

    private static VpcLinkJson available(VpcLink link, @Nullable Map<String, String> tags) {
        return of(link, "AVAILABLE", "Your vpc link is ready for use", tags);
    }

    private static VpcLinkJson of(
            VpcLink link, String status, @Nullable String message, @Nullable Map<String, String> tags) {
        var settings = link.settings();
        return new VpcLinkJson(
                link.id(), settings.name(), settings.description(), settings.targetArns(), status, message, tags);
    }

    private static @Nullable Map<String, String> filledTags(VpcLink link) {
        return link.settings().tags().isEmpty() ? null : link.settings().tags();
    }
}
