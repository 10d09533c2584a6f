package dev.sluice.control.vpclinks;

import dev.sluice.control.platform.tags.TaggedKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tags of VPC links. */
@Singleton
class VpcLinkTags implements TaggedKind {
    private final VpcLinks links;

    VpcLinkTags(VpcLinks links) {
        this.links = links;
    }

    @Override
    public boolean covers(List<String> path) {
        return path.size() == 2 && path.getFirst().equals("vpclinks");
    }

    @Override
    public Map<String, String> tags(List<String> path) {
        return links.require(path.getLast()).settings().tags();
    }

    @Override
    public void retag(List<String> path, UnaryOperator<Map<String, String>> change) {
        links.retag(path.getLast(), change);
    }
}
