package dev.sluice.data.templates;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What a template has compiled while rendering, up to a limit; shared by all loops that render it. */
final class TemplateCaches {
    private static final int MOST_PATHS = 256;
    private static final int MOST_PATTERNS = 64;
    private final Map<String, DocumentPath> paths = new ConcurrentHashMap<>();
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    DocumentPath path(String text, Budget budget) {
        DocumentPath known = paths.get(text);
        if (known == null) {
            budget.charge(text.length());
            known = DocumentPath.of(text);
            if (paths.size() < MOST_PATHS) {
                paths.put(text, known);
            }
        }
        return known;
    }

    Pattern pattern(String text, Budget budget) {
        Pattern known = patterns.get(text);
        if (known == null) {
            budget.charge(text.length());
            known = TenantPattern.compile(text);
            if (patterns.size() < MOST_PATTERNS) {
                patterns.put(text, known);
            }
        }
        return known;
    }
}
