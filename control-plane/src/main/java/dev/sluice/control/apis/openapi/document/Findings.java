package dev.sluice.control.apis.openapi.document;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong with a document: errors refuse it, warnings are told. The first hundred of each are kept. */
public final class Findings {
    private static final int MOST = 100;
    private static final int LONGEST = 2_000;

    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    public void error(String text) {
        add(errors, text);
    }

    public void warn(String text) {
        add(warnings, text);
    }

    public List<String> errors() {
        return List.copyOf(errors);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private static void add(List<String> findings, String text) {
        if (findings.size() < MOST) {
            findings.add(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
        }
    }
}
