package dev.sluice.data.access.authorizer;

import dev.sluice.aws.patterns.MessagePattern;
import dev.sluice.aws.patterns.PatternRefused;
import dev.sluice.data.transform.MappingRefused;

/**
 * What a token, or the audience of one, has to match, all of it (rest-api-runtime 3.4, 3.5). Looks at a token so
 * many times and no more (security-requirements 43). Immutable.
 */
public final class TokenPattern {
    private final MessagePattern pattern;

    private TokenPattern(MessagePattern pattern) {
        this.pattern = pattern;
    }

    /** Reads a pattern, or refuses one that cannot be used. */
    public static TokenPattern of(String expression) throws MappingRefused {
        try {
            return new TokenPattern(MessagePattern.of(expression));
        } catch (PatternRefused _) {
            throw new MappingRefused("the identity validation expression cannot be used: " + expression);
        }
    }

    /** Whether the token matches; one that takes too long to tell does not. */
    public boolean matches(String token) {
        try {
            return pattern.matches(new MessagePattern.Message(token));
        } catch (PatternRefused _) {
            return false;
        }
    }
}
