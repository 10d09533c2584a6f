package dev.sluice.aws.models;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The compiled models of one API: those that methods judge bodies by, with all that these refer to. Immutable. */
public final class Models {
    private final Map<String, BodyModel> models;

    private Models(Map<String, BodyModel> models) {
        this.models = Map.copyOf(models);
    }

    /**
     * Compiles models; for workers, since it takes time in proportion to their size.
     *
     * @param schemas schema text by the model's name, of every model that another may refer to
     * @param used the names of those that judge bodies
     * @throws ModelRefused for the first model that is malformed, not supported, or could cost too much
     */
    public static Models compile(String apiId, Map<String, String> schemas, Set<String> used) throws ModelRefused {
        var compiler = new SchemaCompiler(new References(apiId, schemas));
        Map<String, BodyModel> models = new HashMap<>();
        for (String name : used) {
            models.put(name, new BodyModel(compiler.model(name)));
        }
        Progress.require(compiler.finish());
        return new Models(models);
    }

    /** A model that was named as used. */
    public BodyModel of(String name) {
        BodyModel model = models.get(name);
        if (model == null) {
            throw new IllegalArgumentException("model " + name + " was not compiled");
        }
        return model;
    }
}
