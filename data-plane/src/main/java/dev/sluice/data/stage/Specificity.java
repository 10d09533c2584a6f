package dev.sluice.data.stage;

/** How closely the key of a method setting names a method: the closest one wins (rest-api-runtime 5). Pure function. */
final class Specificity {
    private Specificity() {}

    /** 0 when the key does not hold for the method, more the closer it names it. */
    static int of(String keyPath, String keyVerb, String path, String verb) {
        return rank(keyPath, path, 2) * rank(keyVerb, verb, 1);
    }

    private static int rank(String pattern, String text, int weight) {
        if (pattern.equals(text)) {
            return 1 + 2 * weight;
        }
        return pattern.equals("*") ? 1 : 0;
    }
}
