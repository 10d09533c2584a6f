package dev.sluice.control.tenants;

import dev.sluice.contracts.keys.RandomText;

/** A fresh access key, the only time that its secret is in clear. */
public record NewKey(String id, String secret) {
    /** What a secret is sealed for. */
    public static final String PURPOSE = "access-key/";

    private static final RandomText RANDOM = new RandomText();

    /** Random, in the forms that AWS clients know: 20 and 40 characters. */
    public static NewKey random() {
        return new NewKey("AKIA" + RANDOM.next(RandomText.BASE_32, 16), RANDOM.next(RandomText.BASE_64, 40));
    }

    @Override
    public String toString() {
        return "NewKey[id=" + id + ", secret=hidden]";
    }
}
