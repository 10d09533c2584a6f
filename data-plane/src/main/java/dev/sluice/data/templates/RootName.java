package dev.sluice.data.templates;

import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.node.ASTReference;
import org.apache.velocity.runtime.parser.node.NodeUtils;

/**
 * What the first token of a reference says: its name, what stands before its {@code $}, and whether it is escaped.
 * Velocity's lexer leaves backslashes and other text in that token.
 *
 * @param name of the root; empty when the token only looks like a reference and is text
 * @param before what is printed before the value
 * @param escaped whether an odd number of backslashes asks for the reference's own text
 * @param literal the reference's own text, or all of what is text
 */
record RootName(String name, String before, boolean escaped, String literal) {
    private static final String SLASHED_BANG = "\\!";

    static RootName of(ASTReference node) {
        Token token = node.getFirstToken();
        String image = token.image;
        int bang = image.indexOf(SLASHED_BANG);
        if (bang >= 0) {
            return slashedBang(image, node);
        }
        int slashes = 0;
        while (slashes < image.length() && image.charAt(slashes) == '\\') {
            slashes++;
        }
        boolean escaped = slashes % 2 != 0;
        String prefix = image.substring(0, slashes / 2);
        String rest = image.substring(slashes);
        int curl = rest.lastIndexOf('{');
        int dollar = rest.lastIndexOf('$', curl < 0 ? rest.length() : curl);
        if (dollar > 0) {
            prefix += escaped ? "" : rest.substring(0, dollar); // lost by Velocity too
            rest = rest.substring(dollar);
        }
        String literal = NodeText.of(node, token, literalOf(node, token, rest));
        return new RootName(name(rest, token), prefix, escaped, literal);
    }

    /** What special tokens before the first one leave, as for an untouched token. */
    private static String literalOf(ASTReference node, Token token, String rest) {
        String whole = NodeUtils.tokenLiteral(node.getParser(), token);
        return whole.substring(0, whole.length() - token.image.length()) + rest;
    }

    private static String name(String image, Token token) {
        boolean quiet = image.startsWith("$!");
        if (image.startsWith(quiet ? "$!{" : "${")) {
            return token.next.image;
        }
        return image.startsWith("$") ? image.substring(quiet ? 2 : 1) : "";
    }

    /** {@code $\!name} is text, less one backslash. */
    private static RootName slashedBang(String image, ASTReference node) {
        int dollar = Math.max(0, image.indexOf('$'));
        int slash = image.indexOf('\\', dollar);
        String text = slash < 0 ? image : image.substring(0, slash) + image.substring(slash + 1);
        return new RootName("", "", false, NodeText.of(node, node.getFirstToken(), text));
    }
}
