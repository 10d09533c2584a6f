package dev.sluice.data.templates;

import java.io.StringReader;
import org.apache.velocity.Template;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.runtime.parser.StandardParser;
import org.apache.velocity.runtime.parser.StandardParserConstants;
import org.apache.velocity.runtime.parser.StandardParserTokenManager;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.VelocityCharStream;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.slf4j.helpers.NOPLogger;

/**
 * Velocity's parser, in the manner of Velocity 1: hyphens in names, newlines behind directives swallowed. Only its
 * grammar is used; its trees are never initialised nor rendered. Each text gets a parser of its own, since parsers
 * remember the macros of former texts. Thread-safe.
 */
final class VelocityGrammar {
    private final RuntimeInstance runtime = new RuntimeInstance();

    VelocityGrammar() {
        runtime.setProperty(RuntimeConstants.RUNTIME_LOG_INSTANCE, NOPLogger.NOP_LOGGER);
        runtime.setProperty(RuntimeConstants.RESOURCE_MANAGER_CLASS, NoResources.class.getName());
        runtime.setProperty(RuntimeConstants.PARSER_HYPHEN_ALLOWED, true);
        runtime.setProperty(RuntimeConstants.SPACE_GOBBLING, "bc");
        runtime.setProperty(RuntimeConstants.PARSER_POOL_SIZE, 1);
        runtime.init();
    }

    /** The tree of a text. */
    SimpleNode parse(String text) throws TextRefused {
        var parser = new StandardParser(runtime);
        parser.token_source = new BoundedTokens(parser);
        var owner = new Template();
        owner.setName("template");
        try {
            return parser.parse(new StringReader(text), owner);
        } catch (TooDeep _) {
            throw new TextRefused("an expression is nested too deep");
        } catch (ParseException | VelocityException _) {
            throw new TextRefused("the template has a syntax error");
        } catch (StackOverflowError _) {
            throw new TextRefused("the template is nested too deep");
        }
    }

    /** An expression has too many brackets open at once. */
    private static final class TooDeep extends Error {
        private static final long serialVersionUID = 1L;

        TooDeep() {
            super("too deep", null, false, false);
        }
    }

    /**
     * Counts open brackets, because the parser's look-ahead doubles with each level of some of them. An error, not an
     * exception, because the parser turns exceptions into its own with the text inside.
     */
    private static final class BoundedTokens extends StandardParserTokenManager {
        private int open;

        BoundedTokens(StandardParser parser) {
            super(parser, new VelocityCharStream(new StringReader("\n"), 1, 1));
        }

        /** Behind a #set is text; behind {@code $a#set(...)} the lexer would take a bracket for an index of $a. */
        @Override
        public void setInSet(boolean value) {
            super.setInSet(value);
            if (!value && getCurrentLexicalState() != StandardParserConstants.DEFAULT) {
                clearStateVars();
                switchTo(StandardParserConstants.DEFAULT);
            }
        }

        @Override
        public Token getNextToken() {
            Token token = super.getNextToken();
            switch (token.kind) {
                case StandardParserConstants.LPAREN,
                        StandardParserConstants.LBRACKET,
                        StandardParserConstants.LEFT_CURLEY,
                        StandardParserConstants.LCURLY,
                        StandardParserConstants.INDEX_LBRACKET -> open++;
                case StandardParserConstants.RPAREN,
                        StandardParserConstants.REFMOD2_RPAREN,
                        StandardParserConstants.RBRACKET,
                        StandardParserConstants.RIGHT_CURLEY,
                        StandardParserConstants.RCURLY,
                        StandardParserConstants.INDEX_RBRACKET -> open = Math.max(0, open - 1);
                default -> {}
            }
            if (getCurrentLexicalState() == StandardParserConstants.DEFAULT) {
                open = 0;
            }
            if (open > TemplateLimits.OPEN_BRACKETS) {
                throw new TooDeep();
            }
            return token;
        }
    }
}
