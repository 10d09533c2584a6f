package dev.sluice.aws.arn;

import java.util.regex.Pattern;

/** The partition of an installation's ARNs, as operators set it. Pure functions. */
public final class Partition {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z-]*");

    private Partition() {}

    /**
     * A partition as it stands in ARNs.
     *
     * @throws IllegalArgumentException with a sentence for the operator, when it could stand in none
     */
    public static String checked(String partition) {
        if (!FORM.matcher(partition).matches()) {
            throw new IllegalArgumentException("The setting sluice.partition is " + partition
                    + " and has to be aws, aws-cn, aws-us-gov or another name of small letters and dashes.");
        }
        return partition;
    }
}
