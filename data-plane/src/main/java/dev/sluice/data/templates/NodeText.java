package dev.sluice.data.templates;

import org.apache.velocity.runtime.parser.StandardParserConstants;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.node.Node;
import org.apache.velocity.runtime.parser.node.NodeUtils;
import org.apache.velocity.runtime.parser.node.SimpleNode;

/** Reads texts off the tokens of a fresh tree, the way Velocity does when it initialises one. */
final class NodeText {
    private NodeText() {}

    /** The node's own text, comments aside. */
    static String of(SimpleNode node) {
        Token first = node.getFirstToken();
        return of(node, first, NodeUtils.tokenLiteral(node.getParser(), first));
    }

    /** The node's own text with another one for its first token. */
    static String of(SimpleNode node, Token first, String firstText) {
        var text = new StringBuilder(firstText);
        Token token = first;
        while (!token.equals(node.getLastToken()) && token.next != null) {
            token = token.next;
            text.append(NodeUtils.tokenLiteral(node.getParser(), token));
        }
        return text.toString();
    }

    /** What stands before the {@code #} in a directive's own token. */
    static String beforeHash(Node directive) {
        Token token = directive.getFirstToken();
        while (token != null && token.image.lastIndexOf('#') < 0) {
            token = token.next;
        }
        return token == null ? "" : beforeHash(token);
    }

    private static String beforeHash(Token token) {
        return token.image.substring(0, Math.max(0, token.image.lastIndexOf('#')));
    }

    /** What stands before the {@code #} of the first {@code #end}, {@code #else} or {@code #elseif} behind a node. */
    static String beforeHashBehind(Node last) {
        Token token = last.getLastToken().next;
        while (token != null && !isClosing(token)) {
            token = token.next;
        }
        return token == null ? "" : beforeHash(token);
    }

    private static boolean isClosing(Token token) {
        return token.kind == StandardParserConstants.END
                || token.kind == StandardParserConstants.ELSE
                || token.kind == StandardParserConstants.ELSEIF;
    }

    /** A call of a macro as it stands, from its {@code #} on. */
    static String fromHash(SimpleNode directive) {
        var text = new StringBuilder();
        boolean behindHash = false;
        for (Token token = directive.getFirstToken(); token != null; token = token.next) {
            int hash = behindHash ? 0 : token.image.lastIndexOf('#');
            if (hash >= 0) {
                text.append(token.image, hash, token.image.length());
                behindHash = true;
            }
            if (token.equals(directive.getLastToken())) {
                break;
            }
        }
        return text.toString();
    }
}
