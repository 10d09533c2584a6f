package dev.sluice.authorizer.functions;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** How large and how many, and what names look like. */
public final class FunctionRules {
    /** What a function takes and gives, as AWS has it. */
    public static final int MAX_PAYLOAD_BYTES = 6_291_556;

    static final int MAX_LOG = 65_536;
    static final int MAX_FUNCTIONS = 100;
    static final int MAX_VERSIONS = 50;
    private static final int MAX_CODE_BYTES = 262_144;
    private static final int MAX_DESCRIPTION = 256;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private FunctionRules() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static void requireName(String name) {
        if (!isName(name)) {
            throw FunctionRefused.badRequest(
                    "Invalid function name specified: a name is 1 to 64 letters, digits, hyphens and underscores");
        }
    }

    static void requireDescription(String description) {
        if (description.length() > MAX_DESCRIPTION) {
            throw FunctionRefused.badRequest(
                    "Invalid description specified: a description has at most " + MAX_DESCRIPTION + " characters");
        }
    }

    static void requireCode(String code) {
        if (code.isBlank() || code.indexOf('\0') >= 0 || bytes(code) > MAX_CODE_BYTES) {
            throw FunctionRefused.badRequest(
                    "Invalid code specified: code is JavaScript of at most " + MAX_CODE_BYTES + " bytes");
        }
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
