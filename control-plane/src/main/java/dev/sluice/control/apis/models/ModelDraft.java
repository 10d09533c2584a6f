package dev.sluice.control.apis.models;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model while UpdateModel patches it (management-api 6). */
final class ModelDraft {
    static final PatchTable<ModelDraft> TABLE = PatchTable.<ModelDraft>refusing(Refusal.A)
            .replace("/description", (draft, patch) -> draft.description = patch.textOrNull())
            .replace("/schema", (draft, patch) -> draft.schema = patch.value())
            .build();

    private final ModelDefinition model;
    private @Nullable String description;
    private @Nullable String schema;

    ModelDraft(ModelDefinition model) {
        this.model = model;
        this.description = model.description();
        this.schema = model.schema();
    }

    /** The model, whose schema is judged only where it changed. */
    ModelDefinition build(RestApiId api) {
        if (!Objects.equals(schema, model.schema())) {
            schema = ModelRules.checkedSchema(api, model.contentType(), schema);
        }
        return new ModelDefinition(model.id(), model.name(), model.contentType(), description, schema);
    }
}
