package dev.sluice.data.templates;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.velocity.runtime.parser.node.ASTAddNode;
import org.apache.velocity.runtime.parser.node.ASTAndNode;
import org.apache.velocity.runtime.parser.node.ASTDivNode;
import org.apache.velocity.runtime.parser.node.ASTEQNode;
import org.apache.velocity.runtime.parser.node.ASTExpression;
import org.apache.velocity.runtime.parser.node.ASTFalse;
import org.apache.velocity.runtime.parser.node.ASTFloatingPointLiteral;
import org.apache.velocity.runtime.parser.node.ASTGENode;
import org.apache.velocity.runtime.parser.node.ASTGTNode;
import org.apache.velocity.runtime.parser.node.ASTIndex;
import org.apache.velocity.runtime.parser.node.ASTIntegerLiteral;
import org.apache.velocity.runtime.parser.node.ASTIntegerRange;
import org.apache.velocity.runtime.parser.node.ASTLENode;
import org.apache.velocity.runtime.parser.node.ASTLTNode;
import org.apache.velocity.runtime.parser.node.ASTMap;
import org.apache.velocity.runtime.parser.node.ASTMethod;
import org.apache.velocity.runtime.parser.node.ASTModNode;
import org.apache.velocity.runtime.parser.node.ASTMulNode;
import org.apache.velocity.runtime.parser.node.ASTNENode;
import org.apache.velocity.runtime.parser.node.ASTNegateNode;
import org.apache.velocity.runtime.parser.node.ASTNotNode;
import org.apache.velocity.runtime.parser.node.ASTObjectArray;
import org.apache.velocity.runtime.parser.node.ASTOrNode;
import org.apache.velocity.runtime.parser.node.ASTReference;
import org.apache.velocity.runtime.parser.node.ASTStringLiteral;
import org.apache.velocity.runtime.parser.node.ASTSubtractNode;
import org.apache.velocity.runtime.parser.node.ASTTrue;
import org.apache.velocity.runtime.parser.node.Node;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.jspecify.annotations.Nullable;

/** Makes expressions of the nodes of one template. Not for sharing between threads. */
final class ExpressionCompiler {
    /** Methods that read JSON, of {@code $input} and {@code $util}. */
    private static final Set<String> READERS = Set.of("path", "json", "parseJson");

    private final TreeCompiler tree;
    private final Slots slots;
    private boolean readsBody;
    private boolean holdsText;
    private boolean printsText;
    private boolean readsJson;

    ExpressionCompiler(TreeCompiler tree, Slots slots) {
        this.tree = tree;
        this.slots = slots;
    }

    boolean readsBody() {
        return readsBody;
    }

    /** Whether the payload's text, or JSON of it, becomes a value. */
    boolean holdsText() {
        return holdsText;
    }

    /** Whether anything is called that reads JSON. */
    boolean readsJson() {
        return readsJson;
    }

    Expression compile(Node node) throws TextRefused {
        tree.enter();
        try {
            return operation(node);
        } finally {
            tree.leave();
        }
    }

    private Expression operation(Node node) throws TextRefused {
        return switch (node) {
            case ASTExpression _ -> operation(node.jjtGetChild(0));
            case ASTAndNode _ -> new Operation.And(left(node), right(node));
            case ASTOrNode _ -> new Operation.Or(left(node), right(node));
            case ASTNotNode _ -> new Operation.Not(left(node));
            case ASTNENode _ -> new Operation.Equality(left(node), right(node), false);
            case ASTEQNode _ -> new Operation.Equality(left(node), right(node), true);
            case ASTLTNode _ -> new Operation.Order(left(node), right(node), Operation.Relation.LESS);
            case ASTLENode _ -> new Operation.Order(left(node), right(node), Operation.Relation.LESS_OR_EQUAL);
            case ASTGTNode _ -> new Operation.Order(left(node), right(node), Operation.Relation.GREATER);
            case ASTGENode _ -> new Operation.Order(left(node), right(node), Operation.Relation.GREATER_OR_EQUAL);
            case ASTAddNode _ -> new Operation.Calculation(left(node), right(node), Arithmetic.ADD);
            case ASTSubtractNode _ -> new Operation.Calculation(left(node), right(node), Arithmetic.SUBTRACT);
            case ASTMulNode _ -> new Operation.Calculation(left(node), right(node), Arithmetic.MULTIPLY);
            case ASTDivNode _ -> new Operation.Calculation(left(node), right(node), Arithmetic.DIVIDE);
            case ASTModNode _ -> new Operation.Calculation(left(node), right(node), Arithmetic.REMAINDER);
            case ASTNegateNode _ -> new Operation.Negation(left(node));
            default -> operand(node);
        };
    }

    private Expression left(Node node) throws TextRefused {
        return compile(node.jjtGetChild(0));
    }

    private Expression right(Node node) throws TextRefused {
        return compile(node.jjtGetChild(1));
    }

    private Expression operand(Node node) throws TextRefused {
        return switch (node) {
            case ASTReference reference -> value(reference);
            case ASTStringLiteral literal -> text(literal.getFirstToken().image);
            case ASTIntegerLiteral literal -> new Expression.Literal(whole(literal.getFirstToken().image));
            case ASTFloatingPointLiteral literal ->
                new Expression.Literal(Double.valueOf(literal.getFirstToken().image));
            case ASTTrue _ -> new Expression.Literal(true);
            case ASTFalse _ -> new Expression.Literal(false);
            case ASTIntegerRange _ -> new Expression.Range(left(node), right(node));
            case ASTObjectArray _ -> new Expression.ListOf(all(node, 0));
            case ASTMap _ -> new Expression.MapOf(all(node, 0));
            default -> throw new TextRefused("an expression has a part of unknown kind");
        };
    }

    private List<Expression> all(Node node, int from) throws TextRefused {
        List<Expression> children = new ArrayList<>();
        for (int index = from; index < node.jjtGetNumChildren(); index++) {
            children.add(compile(node.jjtGetChild(index)));
        }
        return children;
    }

    private static Number whole(String image) throws TextRefused {
        if (image.length() > TemplateLimits.DECIMAL_DIGITS) {
            throw new TextRefused("a number is too long");
        }
        var number = new BigInteger(image);
        return number.bitLength() < Long.SIZE ? Arithmetic.fit(number.longValue()) : number;
    }

    private Expression text(String image) throws TextRefused {
        boolean isDouble = image.startsWith("\"");
        String inner = image.substring(1, image.length() - 1);
        inner = isDouble ? unescape(inner).replace("\"\"", "\"") : inner.replace("''", "'");
        boolean isTemplate = isDouble && (image.indexOf('$') >= 0 || image.indexOf('#') >= 0);
        return isTemplate ? interpolation(inner) : new Expression.Literal(inner);
    }

    /** What is printed in there is a value too. */
    private Expression interpolation(String inner) throws TextRefused {
        boolean outer = printsText;
        printsText = false;
        var interpolation = new Expression.Interpolation(tree.compile(inner));
        holdsText |= printsText;
        printsText |= outer;
        return interpolation;
    }

    /** Replaces the escapes of four hexadecimal digits, the only ones that the language has. */
    private static String unescape(String text) throws TextRefused {
        int escape = text.indexOf("\\u");
        if (escape < 0) {
            return text;
        }
        var out = new StringBuilder();
        int done = 0;
        try {
            while (escape >= 0) {
                int end = escape + 6;
                out.append(text, done, escape).append((char) Integer.parseInt(text.substring(escape + 2, end), 16));
                done = end;
                escape = text.indexOf("\\u", done);
            }
        } catch (NumberFormatException | StringIndexOutOfBoundsException _) {
            throw new TextRefused("an escape in a text has no four hexadecimal digits");
        }
        return out.append(text, done, text.length()).toString();
    }

    private Expression value(ASTReference node) throws TextRefused {
        RootName root = RootName.of(node);
        if (root.name().isEmpty()) {
            return new Expression.Literal(Empty.EMPTY);
        }
        Reference reference = reference(node, root);
        holdsText |= isText(reference);
        return reference;
    }

    /** A reference that is printed, where its value is not kept. */
    Reference printed(ASTReference node, RootName root) throws TextRefused {
        Reference reference = reference(node, root);
        boolean text = isText(reference);
        printsText |= text;
        holdsText |= text && PrintedInput.of("", reference) == null;
        return reference;
    }

    private static boolean isText(Reference reference) {
        return reference.root() == Reference.Root.INPUT
                && !startsWith("params", reference.steps())
                && !startsWith("path", reference.steps());
    }

    /** What {@code #set} sets. */
    Reference target(SimpleNode node) throws TextRefused {
        if (node instanceof ASTReference reference) {
            RootName root = RootName.of(reference);
            if (!root.name().isEmpty()) {
                return reference(reference, root);
            }
        }
        throw new TextRefused("a #set sets no reference");
    }

    private Reference reference(ASTReference node, RootName root) throws TextRefused {
        List<Reference.Step> steps = new ArrayList<>();
        Expression otherwise = null;
        for (int index = 0; index < node.jjtGetNumChildren(); index++) {
            if (node.jjtGetChild(index) instanceof ASTExpression alternative) {
                otherwise = compile(alternative);
            } else {
                steps.add(step(node.jjtGetChild(index)));
            }
        }
        Reference.Root start = Reference.Root.of(root.name());
        readsBody |= start == Reference.Root.INPUT && !startsWith("params", steps);
        return new Reference(slots.of(root.name()), start, steps, otherwise);
    }

    private static boolean startsWith(String name, List<Reference.Step> steps) {
        return !steps.isEmpty()
                && steps.getFirst() instanceof Reference.Call call
                && call.name().equals(name);
    }

    private Reference.Call call(String name, Node node) throws TextRefused {
        readsJson |= READERS.contains(name);
        return new Reference.Call(name, all(node, 1));
    }

    private Reference.Step step(Node node) throws TextRefused {
        @Nullable String name = node.getFirstToken().image;
        return switch (node) {
            case ASTMethod _ -> call(name, node);
            case ASTIndex _ -> new Reference.Index(compile(node.jjtGetChild(0)));
            default -> new Reference.Member(name);
        };
    }
}
