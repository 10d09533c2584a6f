package dev.sluice.control.apis.models;

import dev.sluice.control.apis.ApiPart;
import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.platform.ids.RandomIds;
import jakarta.inject.Singleton;

/** Gives every new API the models {@code Empty} and {@code Error} (management-api 5). */
@Singleton
final class DefaultModels implements ApiPart {
    private static final String EMPTY_SCHEMA = """
            {
              "$schema": "http://json-schema.org/draft-04/schema#",
              "title" : "Empty Schema",
              "type" : "object"
            }""";
    private static final String ERROR_SCHEMA = """
            {
              "$schema" : "http://json-schema.org/draft-04/schema#",
              "title" : "Error Schema",
              "type" : "object",
              "properties" : {
                "message" : { "type" : "string" }
              }
            }""";

    private final ApiItems items;

    DefaultModels(ApiItems items) {
        this.items = items;
    }

    @Override
    public void created(RestApi api) {
        put(api, "Empty", "This is a default empty schema model", EMPTY_SCHEMA);
        put(api, "Error", "This is a default error schema model", ERROR_SCHEMA);
    }

    private void put(RestApi api, String name, String description, String schema) {
        items.put(
                api.id(),
                ModelDefinition.KIND,
                name,
                new ModelDefinition(RandomIds.next(), name, "application/json", description, schema));
    }
}
