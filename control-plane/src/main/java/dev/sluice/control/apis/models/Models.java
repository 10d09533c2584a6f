package dev.sluice.control.apis.models;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.integrations.Mappings;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.ItemLimit;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.methods.MethodUse;
import dev.sluice.control.apis.methods.MethodUses;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The models of the current tenant's APIs. */
@Singleton
public class Models {
    private final RestApis apis;
    private final ApiItems items;
    private final MethodUses uses;

    Models(RestApis apis, ApiItems items, MethodUses uses) {
        this.apis = apis;
        this.items = items;
        this.uses = uses;
    }

    public ModelDefinition create(RestApiId api, NewModel wanted) {
        apis.requireLocked(api);
        ModelRules.checkName(wanted.name());
        if (find(api, wanted.name()).isPresent()) {
            throw ProblemException.conflict("Model name already exists for this REST API");
        }
        Mappings.checkMediaType(wanted.contentType());
        String schema = ModelRules.checkedSchema(api, wanted.contentType(), wanted.schema());
        ItemLimit.requireRoom(items.count(api, ModelDefinition.KIND), "models");
        return put(
                api,
                new ModelDefinition(
                        RandomIds.next(), wanted.name(), wanted.contentType(), wanted.description(), schema));
    }

    public Page<ModelDefinition> list(RestApiId api, PageRequest request) {
        apis.require(api);
        return items.page(api, ModelDefinition.KIND, request);
    }

    public ModelDefinition require(RestApiId api, String name) {
        return find(api, name).orElseThrow(() -> unknown(name));
    }

    /** The model with everything that its schema names inside the schema; one that names nothing stays as sent. */
    public ModelDefinition requireFlat(RestApiId api, String name) {
        var model = require(api, name);
        var schema = ModelRules.parse(model.schema());
        if (schema.isEmpty()) {
            return model;
        }
        var before = schema.get().deepCopy();
        var flat = FlatSchema.of(api, name, schema.get(), other -> schemaOf(api, other));
        return flat.equals(before)
                ? model
                : new ModelDefinition(model.id(), name, model.contentType(), model.description(), flat.toString());
    }

    /** A mapping template of the model's shape. */
    public String template(RestApiId api, String name) {
        var model = require(api, name);
        var schema = ModelRules.parse(model.schema())
                .orElseThrow(() -> ProblemException.badRequest("Model " + name + " has no JSON schema"));
        return SampleTemplate.of(FlatSchema.of(api, name, schema, other -> schemaOf(api, other)));
    }

    public ModelDefinition update(RestApiId api, String name, List<PatchOperation> operations) {
        apis.requireLocked(api, () -> unknown(name));
        var draft = new ModelDraft(require(api, name));
        ModelDraft.TABLE.apply(draft, operations);
        return put(api, draft.build(api));
    }

    /** management-api 11: refused while a method names it, for its requests or its responses. */
    public void delete(RestApiId api, String name) {
        apis.requireLocked(api, () -> unknown(name));
        require(api, name);
        items.lock(api, ModelDefinition.KIND, name);
        uses.ofRequestModel(api, name).ifPresent(use -> {
            throw inUse(name, "request", use);
        });
        uses.ofResponseModel(api, name).ifPresent(use -> {
            throw inUse(name, "response", use);
        });
        items.remove(api, ModelDefinition.KIND, name);
    }

    private Optional<String> schemaOf(RestApiId api, String name) {
        return find(api, name).map(ModelDefinition::schema);
    }

    private Optional<ModelDefinition> find(RestApiId api, String name) {
        return RandomIds.isWellFormed(api.value()) && ModelRules.isName(name)
                ? items.find(api, ModelDefinition.KIND, name)
                : Optional.empty();
    }

    private ModelDefinition put(RestApiId api, ModelDefinition model) {
        items.put(api, ModelDefinition.KIND, model.name(), model);
        return model;
    }

    private static ProblemException inUse(String name, String part, MethodUse use) {
        return ProblemException.conflict("Cannot delete model '" + name + "', is referenced in method " + part + ": "
                + use.path() + "/" + use.verb());
    }

    private static ProblemException unknown(String name) {
        return ProblemException.notFound("Invalid model name specified: " + name);
    }
}
