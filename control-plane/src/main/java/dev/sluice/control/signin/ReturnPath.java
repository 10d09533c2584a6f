package dev.sluice.control.signin;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a browser goes behind a sign-in: a path below the console's, so that no link leads elsewhere by way of us. What is anything
 * else becomes the console's first page.
 */
final class ReturnPath {
    static final String HOME = "/console/";

    private static final int MOST_CHARACTERS = 1_024;

    /** One spelling: no second slash, no backslash, no control, and nothing that browsers read as a host or a step up. */
    private static final Pattern BELOW = Pattern.compile(
            "/console/(?:[A-Za-z0-9_.~!$'()*+,;=:@&-]|%[0-9A-Fa-f]{2}|/(?!/))*(?:\\?[A-Za-z0-9_.~!$'()*+,;=:@&/?%-]*)?");

    private static final Pattern STEP = Pattern.compile("/(?:\\.|%2[Ee]){1,2}(?:/|;|$)");
    private static final Pattern HIDDEN = Pattern.compile("(?i)%(?:0|1|2f|5c|7f|25)");

    private static final Pattern HIDDEN_LINE = Pattern.compile("(?i)%0[0ad]");

    private ReturnPath() {}

    /** Of the values that a query names, one alone counts. */
    static String of(List<String> asked) {
        return asked.size() == 1 ? of(asked.getFirst()) : HOME;
    }

    static String of(String asked) {
        if (asked.length() > MOST_CHARACTERS || !BELOW.matcher(asked).matches()) {
            return HOME;
        }
        int question = asked.indexOf('?');
        String path = question < 0 ? asked : asked.substring(0, question);
        boolean isPlain = !path.contains("//")
                && !STEP.matcher(path).find()
                && !HIDDEN.matcher(path).find()
                && !HIDDEN_LINE.matcher(asked).find();
        // Not in a circle either.
        return isPlain && !path.startsWith("/console/sign-in") ? asked : HOME;
    }
}
