package dev.sluice.control.apis.integrations;

import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.values.Copies;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one kind of origin answer becomes a method response. Null maps were never sent; null templates pass through. */
public record IntegrationResponse(
        @Nullable String selectionPattern,
        @Nullable Map<String, @Nullable String> responseParameters,
        @Nullable Map<String, @Nullable String> responseTemplates,
        @Nullable String contentHandling) {
    public IntegrationResponse {
        responseParameters = Copies.ofNullable(responseParameters);
        responseTemplates = Copies.ofNullable(responseTemplates);
    }

    /** The text that must differ between the responses of one integration; a missing pattern is the default. */
    public String distinction() {
        return selectionPattern == null || selectionPattern.isEmpty() ? "default" : selectionPattern;
    }

    /** The response after the operations; all or nothing. */
    public IntegrationResponse patched(List<PatchOperation> operations) {
        return IntegrationResponseDraft.patched(this, operations).checked();
    }

    /** This response, or the first business rule that it breaks. */
    public IntegrationResponse checked() {
        Mappings.checkResponse(responseParameters);
        Mappings.checkTemplates(responseTemplates);
        return this;
    }
}
