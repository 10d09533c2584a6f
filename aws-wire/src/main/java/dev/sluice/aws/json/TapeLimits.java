package dev.sluice.aws.json;

/**
 * How far a document may go.
 *
 * @param depth levels of objects and arrays inside each other
 * @param numberDigits digits of one number, those of its exponent among them
 * @param textChars characters of one string
 * @param nameChars characters of one name
 */
public record TapeLimits(int depth, int numberDigits, int textChars, int nameChars) {}
