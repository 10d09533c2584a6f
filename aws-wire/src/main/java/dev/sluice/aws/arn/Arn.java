package dev.sluice.aws.arn;

/**
 * An Amazon Resource Name, {@code arn:partition:service:region:account:resource}. Region and account may be empty; the
 * resource may itself hold colons and slashes.
 */
public record Arn(String partition, String service, String region, String account, String resource) {
    /** How many sections an ARN has, the leading {@code arn} included. */
    public static final int SECTIONS = 6;

    public Arn {
        requireSection("partition", partition, true);
        requireSection("service", service, true);
        requireSection("region", region, false);
        requireSection("account", account, false);
        if (resource.isEmpty()) {
            throw new IllegalArgumentException("an ARN has a resource");
        }
    }

    /** Reads the text form; throws IllegalArgumentException, which says what is wrong with it. */
    public static Arn parse(String text) {
        String[] sections = text.split(":", SECTIONS);
        if (sections.length != SECTIONS || !sections[0].equals("arn")) {
            throw new IllegalArgumentException(
                    "an ARN has the form arn:partition:service:region:account:resource, was '" + text + "'");
        }
        return new Arn(sections[1], sections[2], sections[3], sections[4], sections[5]);
    }

    /** The text form. */
    public String text() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }

    private static void requireSection(String name, String section, boolean needed) {
        if (section.indexOf(':') >= 0 || (needed && section.isEmpty())) {
            throw new IllegalArgumentException("'" + section + "' is no " + name + " of an ARN");
        }
    }
}
