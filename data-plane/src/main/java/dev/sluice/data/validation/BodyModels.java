package dev.sluice.data.validation;

import dev.sluice.aws.models.BodyModel;
import dev.sluice.aws.models.Models;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.transform.MediaTypes;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which model judges a body, by its media type (rest-api-runtime 6.2). Immutable. */
public final class BodyModels {
    private static final String ANY = "$default";

    private final String[] types;
    private final List<BodyModel> models;
    private final @Nullable BodyModel otherwise;

    private BodyModels(SortedMap<String, BodyModel> byType, @Nullable BodyModel otherwise) {
        this.types = byType.keySet().toArray(String[]::new);
        this.models = List.copyOf(byType.values());
        this.otherwise = otherwise;
    }

    /**
     * Compiles a method's choice.
     *
     * @param byType media type, or {@code $default}, to a model's name
     * @param compiled the models of the API, with those among the used
     */
    public static BodyModels of(Map<String, String> byType, Models compiled) {
        SortedMap<String, BodyModel> models = new TreeMap<>();
        byType.forEach((type, model) -> models.put(type, compiled.of(model)));
        BodyModel otherwise = models.remove(ANY);
        return new BodyModels(models, otherwise);
    }

    /** The model for a request; null: its body is not judged. */
    public @Nullable BodyModel choose(Headers headers) {
        if (types.length > 0) {
            String type = headers.last("Content-Type");
            for (int index = 0; index < types.length; index++) {
                if (MediaTypes.isOf(types[index], type)) {
                    return models.get(index);
                }
            }
        }
        return otherwise;
    }
}
