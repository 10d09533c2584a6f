package dev.sluice.aws.patterns;

/** A text that counts how often a pattern looks at it, and ends the look-up when that is too often. */
final class BudgetedText implements CharSequence {
    private final String text;
    private int left;

    BudgetedText(String text, int budget) {
        this.text = text;
        this.left = budget;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new Spent();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** The pattern looked at too many characters. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super("budget spent", null, false, false);
        }
    }
}
