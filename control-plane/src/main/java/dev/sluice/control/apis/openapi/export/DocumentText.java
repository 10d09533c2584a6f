package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The text forms of a document tree. */
public enum DocumentText {
    JSON("json") {
        @Override
        public String of(ObjectNode document) {
            var indenter = new DefaultIndenter("  ", "\n");
            var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
            try {
                return MAPPER.writer(printer).writeValueAsString(document);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("a tree can always be written", impossible);
            }
        }
    },
    YAML("yaml") {
        @Override
        public String of(ObjectNode document) {
            return YamlText.of(document);
        }
    };

    private static final JsonMapper MAPPER = new JsonMapper();

    private final String ending;

    DocumentText(String ending) {
        this.ending = ending;
    }

    /** What the name of a file with such a text ends in. */
    public String ending() {
        return ending;
    }

    public abstract String of(ObjectNode document);
}
