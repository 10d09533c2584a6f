package dev.sluice.data.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.velocity.runtime.parser.node.ASTBlock;
import org.apache.velocity.runtime.parser.node.ASTDirective;
import org.apache.velocity.runtime.parser.node.ASTDirectiveAssign;
import org.apache.velocity.runtime.parser.node.ASTReference;
import org.apache.velocity.runtime.parser.node.ASTWord;
import org.apache.velocity.runtime.parser.node.Node;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.jspecify.annotations.Nullable;

/** Compiles the directives that have a name: loops, macros and their calls, blocks, ends. */
final class DirectiveCompiler {
    private final TreeCompiler tree;
    private final ExpressionCompiler expressions;
    private final Slots slots;
    private final Map<String, Macro> macros;

    DirectiveCompiler(TreeCompiler tree, ExpressionCompiler expressions, Slots slots, Map<String, Macro> macros) {
        this.tree = tree;
        this.expressions = expressions;
        this.slots = slots;
        this.macros = macros;
    }

    void compile(ASTDirective node, PieceList pieces) throws TextRefused {
        String before = NodeText.beforeHash(node);
        String name = node.getDirectiveName();
        if (name.equals("@") || (name.startsWith("@") && node.jjtGetNumChildren() == 0)) {
            pieces.text(node.getPrefix() + before + "#" + name + node.getPostfix());
            return;
        }
        pieces.text(node.getPrefix() + before);
        switch (name) {
            case "foreach" -> pieces.add(loop(node));
            case "define" -> pieces.add(definition(node));
            case "macro" -> macro(node);
            case "stop" -> pieces.add(new Piece.Leave(Rendering.Flow.STOP));
            case "break" -> pieces.add(new Piece.Leave(Rendering.Flow.BREAK));
            case "parse", "include", "evaluate" ->
                throw new TextRefused("#" + name + " is off"); // security-requirements 42
            default -> pieces.add(call(node, name));
        }
        if (!before.isEmpty()) {
            pieces.text(node.getPostfix());
        }
    }

    private Loop loop(ASTDirective node) throws TextRefused {
        int children = node.jjtGetNumChildren();
        int element = slots.of(RootName.of((ASTReference) node.jjtGetChild(0)).name());
        Expression values = expressions.compile(node.jjtGetChild(2));
        ASTBlock last = (ASTBlock) node.jjtGetChild(children - 1);
        boolean hasElse = node.jjtGetChild(children - 2) instanceof ASTBlock;
        Piece.Body body = tree.block(hasElse ? (ASTBlock) node.jjtGetChild(children - 2) : last);
        Piece.Body otherwise = hasElse ? tree.block(last) : Piece.NOTHING;
        return new Loop(element, slots.of("foreach"), slots.of("velocityCount"), values, body, otherwise);
    }

    private Piece definition(ASTDirective node) throws TextRefused {
        if (!(node.jjtGetChild(0) instanceof ASTReference name) || node.jjtGetNumChildren() != 2) {
            throw new TextRefused("a #define has no name");
        }
        return new Piece.Definition(slots.of(RootName.of(name).name()), tree.block((ASTBlock) node.jjtGetChild(1)));
    }

    /** The first macro of a name is the one that counts, wherever it stands. */
    private void macro(ASTDirective node) throws TextRefused {
        int last = node.jjtGetNumChildren() - 1;
        List<Integer> parameters = new ArrayList<>();
        List<@Nullable Expression> defaults = new ArrayList<>();
        for (int index = 1; index < last; index++) {
            Node child = node.jjtGetChild(index);
            if (child instanceof ASTDirectiveAssign assigned) {
                parameters.add(parameter(assigned.jjtGetChild(0)));
                index++;
                defaults.add(expressions.compile(node.jjtGetChild(index)));
            } else {
                parameters.add(parameter(child));
                defaults.add(null);
            }
        }
        Piece.Body body = tree.block((ASTBlock) node.jjtGetChild(last));
        int[] parameterSlots = parameters.stream().mapToInt(Integer::intValue).toArray();
        var macro = new Macro(parameterSlots, defaults.toArray(new Expression[0]), slots.of("bodyContent"), body);
        macros.putIfAbsent(((SimpleNode) node.jjtGetChild(0)).getFirstToken().image, macro);
    }

    private int parameter(Node node) throws TextRefused {
        if (node instanceof ASTReference reference) {
            return slots.of(RootName.of(reference).name());
        }
        throw new TextRefused("a parameter of a #macro has no name");
    }

    private Piece call(ASTDirective node, String name) throws TextRefused {
        String literal = NodeText.fromHash(node);
        boolean hasContent = name.startsWith("@");
        int last = node.jjtGetNumChildren() - (hasContent ? 1 : 0);
        List<Expression> arguments = new ArrayList<>();
        for (int index = 0; index < last; index++) {
            Node child = node.jjtGetChild(index);
            if (child instanceof ASTWord) {
                return new Piece.Text(literal); // a word is no value, so that this is no call
            }
            arguments.add(expressions.compile(child));
        }
        Piece.Body content = hasContent ? tree.block((ASTBlock) node.jjtGetChild(last)) : null;
        return new Piece.MacroCall(macros, hasContent ? name.substring(1) : name, arguments, content, literal);
    }
}
