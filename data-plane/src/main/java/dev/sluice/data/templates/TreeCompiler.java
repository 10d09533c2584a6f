package dev.sluice.data.templates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.velocity.runtime.parser.node.ASTBlock;
import org.apache.velocity.runtime.parser.node.ASTComment;
import org.apache.velocity.runtime.parser.node.ASTDirective;
import org.apache.velocity.runtime.parser.node.ASTElseIfStatement;
import org.apache.velocity.runtime.parser.node.ASTElseStatement;
import org.apache.velocity.runtime.parser.node.ASTEscape;
import org.apache.velocity.runtime.parser.node.ASTEscapedDirective;
import org.apache.velocity.runtime.parser.node.ASTIfStatement;
import org.apache.velocity.runtime.parser.node.ASTReference;
import org.apache.velocity.runtime.parser.node.ASTSetDirective;
import org.apache.velocity.runtime.parser.node.ASTText;
import org.apache.velocity.runtime.parser.node.ASTTextblock;
import org.apache.velocity.runtime.parser.node.Node;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.jspecify.annotations.Nullable;

/** Makes pieces of the tree of one template. Not for sharing between threads. */
final class TreeCompiler {
    private static final int TEXTBLOCK_MARK = 3;
    private final VelocityGrammar grammar;
    private final Slots slots = new Slots();
    private final Map<String, Macro> macros = new HashMap<>();
    private final ExpressionCompiler expressions = new ExpressionCompiler(this, slots);
    private final DirectiveCompiler directives = new DirectiveCompiler(this, expressions, slots, macros);
    private int depth;
    private int deepest;

    TreeCompiler(VelocityGrammar grammar) {
        this.grammar = grammar;
    }

    Slots slots() {
        return slots;
    }

    boolean readsBody() {
        return expressions.readsBody();
    }

    boolean holdsText() {
        return expressions.holdsText();
    }

    boolean readsJson() {
        return expressions.readsJson();
    }

    /** The body of a whole text: the template's, or one in double quotes. */
    Piece.Body compile(String text) throws TextRefused {
        return body(grammar.parse(text), "");
    }

    /** Goes one level deeper into the text. */
    void enter() throws TextRefused {
        depth++;
        deepest = Math.max(deepest, depth);
        if (depth > TemplateLimits.TEXT_DEPTH) {
            throw new TextRefused("the template is nested too deep");
        }
    }

    void leave() {
        depth--;
    }

    /** A block with the text that follows it before its {@code #end}. */
    Piece.Body block(ASTBlock block) throws TextRefused {
        return body(block, block.getPostfix() + NodeText.beforeHashBehind(block));
    }

    private Piece.Body body(SimpleNode parent, String after) throws TextRefused {
        int outerDeepest = deepest;
        deepest = depth;
        enter();
        var pieces = new PieceList();
        for (int index = 0; index < parent.jjtGetNumChildren(); index++) {
            piece((SimpleNode) parent.jjtGetChild(index), index == 0 ? null : parent.jjtGetChild(index - 1), pieces);
        }
        pieces.text(after);
        leave();
        int levels = deepest - depth;
        deepest = Math.max(outerDeepest, deepest);
        return new Piece.Body(pieces.pieces(), levels);
    }

    private void piece(SimpleNode node, @Nullable Node previous, PieceList pieces) throws TextRefused {
        switch (node) {
            case ASTText _ -> pieces.text(NodeText.of(node));
            case ASTReference reference -> reference(reference, pieces);
            case ASTSetDirective set -> set(set, previous, pieces);
            case ASTIfStatement choice -> choice(choice, pieces);
            case ASTDirective directive -> directives.compile(directive, pieces);
            case ASTComment _ -> pieces.text(beforeComment(node.getFirstToken().image));
            case ASTEscape escape -> pieces.text(escape.val);
            case ASTEscapedDirective _ -> pieces.text(node.getFirstToken().image);
            case ASTTextblock _ -> {
                String image = node.getFirstToken().image;
                pieces.text(image.substring(TEXTBLOCK_MARK, image.length() - TEXTBLOCK_MARK));
            }
            default -> throw new TextRefused("the template has a part of unknown kind");
        }
    }

    private static String beforeComment(String image) {
        int line = image.indexOf("##");
        int block = image.indexOf("#*");
        int start = line < 0 || (block >= 0 && block < line) ? block : line;
        return image.substring(0, Math.max(0, start));
    }

    private void reference(ASTReference node, PieceList pieces) throws TextRefused {
        RootName root = RootName.of(node);
        if (root.name().isEmpty()) {
            pieces.text(root.before() + root.literal());
            return;
        }
        Reference reference = expressions.printed(node, root);
        if (root.escaped()) {
            pieces.add(new Piece.Escaped(root.before(), root.literal(), reference));
        } else {
            pieces.output(root.before(), reference);
        }
    }

    /** Blanks before a {@code #set} go when they are all of the text before it, and stay when there is more text. */
    private void set(ASTSetDirective node, @Nullable Node previous, PieceList pieces) throws TextRefused {
        if (previous instanceof ASTText text) {
            if (isBlank(NodeText.of(text))) {
                pieces.dropLastText();
            }
            pieces.text(node.getPrefix());
        }
        String before = NodeText.beforeHash(node);
        pieces.text(before);
        Reference target = expressions.target((SimpleNode) node.jjtGetChild(0));
        pieces.add(new Piece.Assignment(target, expressions.compile(node.jjtGetChild(1))));
        if (!before.isEmpty()) {
            pieces.text(node.getPostfix());
        }
    }

    private static boolean isBlank(String text) {
        return text.chars().allMatch(character -> character == ' ' || character == '\t');
    }

    private void choice(ASTIfStatement node, PieceList pieces) throws TextRefused {
        String before = NodeText.beforeHash(node);
        pieces.text(node.getPrefix() + before);
        List<Expression> conditions = new ArrayList<>();
        List<Piece.Body> bodies = new ArrayList<>();
        conditions.add(expressions.compile(node.jjtGetChild(0)));
        bodies.add(block((ASTBlock) node.jjtGetChild(1)));
        Piece.Body otherwise = Piece.NOTHING;
        for (int index = 2; index < node.jjtGetNumChildren(); index++) {
            switch (node.jjtGetChild(index)) {
                case ASTElseIfStatement next -> {
                    conditions.add(expressions.compile(next.jjtGetChild(0)));
                    bodies.add(block((ASTBlock) next.jjtGetChild(1)));
                }
                case ASTElseStatement last -> otherwise = block((ASTBlock) last.jjtGetChild(0));
                default -> throw new TextRefused("an #if has a part of unknown kind");
            }
        }
        pieces.add(new Piece.Choice(conditions, bodies, otherwise));
        if (!before.isEmpty()) {
            pieces.text(node.getPostfix());
        }
    }
}
