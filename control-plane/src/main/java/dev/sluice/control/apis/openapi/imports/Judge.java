package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.openapi.document.Findings;
import io.swagger.parser.util.SwaggerDeserializer;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.util.OpenAPIDeserializer;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Has the parser of the OpenAPI tools, which AWS uses too, judge a document by the tree that was read: nothing is
 * parsed again, resolved or fetched (security-requirements 33). Its complaints are warnings in AWS's form.
 */
final class Judge {
    private static final Logger LOG = Logger.getLogger(Judge.class);
    private static final String LEAD = "Parse issue: ";
    private static final List<Pattern> USUAL = List.of(
            Pattern.compile("attribute info\\.version is not of type .*"),
            Pattern.compile("attribute paths\\.'[^']*'\\([a-z]+\\)\\.responses(\\.responses)? is missing"),
            Pattern.compile(".*Declared path parameter [^ ]+\\+ needs .*"));

    /** The parsers need much memory for each value, and time by the square of what stands in one list. */
    private static final int MAX_VALUES = 50_000;

    private static final int MAX_LIST = 2_000;

    private Judge() {}

    static void judge(JsonNode document, Dialect dialect, Findings findings) {
        if (left(document, MAX_VALUES) < 0) {
            findings.warn(LEAD + "the document is too large to be judged by the parser");
            return;
        }
        try {
            // The parsers may change what they are given.
            JsonNode copy = document.deepCopy();
            List<String> complaints = switch (dialect) {
                case Swagger _ -> new SwaggerDeserializer().deserialize(copy).getMessages();
                case OpenApi _ -> openApi(copy);
            };
            complaints.stream().filter(Judge::counts).distinct().forEach(text -> findings.warn(LEAD + text));
        } catch (RuntimeException failure) {
            LOG.debug("parser failed on a document", failure);
            findings.error(LEAD + "the document is not a valid API description");
        }
    }

    private static List<String> openApi(JsonNode document) {
        var options = new ParseOptions();
        options.setResolve(false);
        return new OpenAPIDeserializer().deserialize(document, null, options).getMessages();
    }

    /** How many of so many values the document leaves; below zero also for one with too long a list or map. */
    private static int left(JsonNode node, int most) {
        int left = node.size() > MAX_LIST ? -1 : most - 1;
        for (JsonNode each : node) {
            if (left < 0) {
                break;
            }
            left = left(each, left);
        }
        return left;
    }

    /** What AWS's own documents hold is no issue: numbers as versions, operations without responses, greedy variables. */
    private static boolean counts(String complaint) {
        return USUAL.stream().noneMatch(usual -> usual.matcher(complaint).matches());
    }
}
