package dev.sluice.aws.patterns;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A selection pattern over the error message of a function (rest-api-runtime 8.5.1): a Java pattern that the whole message
 * matches. The message is a function's to choose, so all patterns together have a budget of looked-at characters, some
 * milliseconds (security-requirements 43). Immutable.
 */
public final class MessagePattern {
    /** What of a message is looked at; the rest counts as cut off. */
    public static final int MAX_MESSAGE = 64 * 1024;

    /** Room for some passes over the message, and far from enough for a pattern that backtracks over a long one. */
    private static final int LOOKS_PER_CHARACTER = 8;

    private static final int LOOKS_AT_LEAST = 10_000;

    private final Pattern pattern;

    private MessagePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The pattern, once it is known to be well formed and of bounded size. */
    public static MessagePattern of(String text) throws PatternRefused {
        if (PatternSize.isTooLarge(text, PatternSize.MAX_LENGTH)) {
            throw new PatternRefused("selection pattern is too large: " + text);
        }
        try {
            return new MessagePattern(Pattern.compile(text));
        } catch (PatternSyntaxException malformed) {
            throw new PatternRefused("selection pattern is malformed: " + text);
        } catch (StackOverflowError _) {
            throw new PatternRefused("selection pattern is nested too deeply: " + text);
        }
    }

    /** Whether the whole message matches; refused when finding out takes too many steps. */
    public boolean matches(Message message) throws PatternRefused {
        try {
            return pattern.matcher(message.text).matches();
        } catch (BudgetedText.Spent | StackOverflowError _) {
            throw new PatternRefused("selection pattern takes too many steps: " + pattern.pattern());
        }
    }

    /** A message with what all patterns together may look at of it. Of one thread and one call. */
    public static final class Message {
        private final BudgetedText text;

        public Message(String text) {
            String looked = text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE);
            this.text = new BudgetedText(looked, LOOKS_AT_LEAST + LOOKS_PER_CHARACTER * looked.length());
        }
    }
}
