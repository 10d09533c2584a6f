package dev.sluice.data.integration.aws;

import dev.sluice.data.transform.MappingRefused;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The URI of an AWS integration, {@code arn:partition:apigateway:region:[subdomain.]service:path|action/rest}
 * (rest-api-runtime 8.5). Stage variables stand in the rest alone, so that none changes the service or the region that
 * credentials sign for. Immutable.
 *
 * @param subdomain what stands before the service in its host; null when nothing does
 * @param path true for {@code path/}, false for {@code action/}
 * @param rest what follows, with the stage variables in place and path parameters still open
 */
public record AwsUri(
        String partition, String region, @Nullable String subdomain, String service, boolean path, String rest) {
    private static final int SECTIONS = 6;
    private static final String VARIABLE = "${stageVariables.";
    private static final String PATH = "path/";
    private static final String ACTION = "action/";

    /** Reads a URI, or refuses one that names no service, path or action. */
    public static AwsUri parse(@Nullable String uri, Map<String, String> variables) throws MappingRefused {
        String[] sections = uri == null ? new String[0] : uri.split(":", SECTIONS);
        boolean right = sections.length == SECTIONS
                && sections[0].equals("arn")
                && sections[2].equals("apigateway")
                && isHostPart(sections[1])
                && isHostPart(sections[3])
                && isHostPart(sections[4]);
        if (!right) {
            throw new MappingRefused("the URI " + uri + " names no AWS service");
        }
        boolean path = sections[5].startsWith(PATH);
        if (!path && !sections[5].startsWith(ACTION)) {
            throw new MappingRefused("the URI " + uri + " has neither a path nor an action");
        }
        int dot = sections[4].lastIndexOf('.');
        return new AwsUri(
                sections[1],
                sections[3],
                dot < 0 ? null : sections[4].substring(0, dot),
                sections[4].substring(dot + 1),
                path,
                withVariables(sections[5].substring(path ? PATH.length() : ACTION.length()), variables));
    }

    /** A text with its stage variables in place; a missing one is empty (rest-api-runtime 17). */
    public static String withVariables(String text, Map<String, String> variables) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int start = text.indexOf(VARIABLE); start >= 0; start = text.indexOf(VARIABLE, from)) {
            int end = text.indexOf('}', start);
            if (end < 0) {
                break;
            }
            filled.append(text, from, start);
            filled.append(variables.getOrDefault(text.substring(start + VARIABLE.length(), end), ""));
            from = end + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }

    /** Service and subdomain as the URI has them. */
    public String fullService() {
        return subdomain == null ? service : subdomain + "." + service;
    }

    /** The service's host at AWS. */
    public String host() {
        return fullService() + "." + region + (partition.equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com");
    }

    private static boolean isHostPart(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            boolean plain = (character >= 'a' && character <= 'z')
                    || (character >= '0' && character <= '9')
                    || (character >= 'A' && character <= 'Z')
                    || character == '-'
                    || character == '_'
                    || character == '.';
            if (!plain) {
                return false;
            }
        }
        return !text.isEmpty() && text.charAt(0) != '.' && text.charAt(text.length() - 1) != '.';
    }
}
