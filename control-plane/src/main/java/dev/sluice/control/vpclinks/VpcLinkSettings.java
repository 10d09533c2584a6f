package dev.sluice.control.vpclinks;

import dev.sluice.control.platform.values.Copies;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an owner may say about a VPC link. */
public record VpcLinkSettings(
        String name, @Nullable String description, List<String> targetArns, Map<String, String> tags) {
    public VpcLinkSettings {
        targetArns = Copies.list(targetArns);
        tags = Copies.of(tags);
    }
}
