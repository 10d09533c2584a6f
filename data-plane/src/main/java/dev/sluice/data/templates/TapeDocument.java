package dev.sluice.data.templates;

import dev.sluice.aws.json.BeyondLimit;
import dev.sluice.aws.json.JsonTape;
import dev.sluice.aws.json.TapeLimits;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A large document as values of templates, which are made when they are looked at. What a template writes into its objects
 * and lists stands beside the text, so that every look sees it, whether it was made before or after. Confined to one
 * call.
 */
final class TapeDocument {
    private static final int ROOT = 0;
    private static final int ELEMENTS_PER_STEP = 8;
    private static final TapeLimits LIMITS = new TapeLimits(
            TemplateLimits.DOCUMENT_DEPTH,
            TemplateLimits.DECIMAL_DIGITS,
            TemplateLimits.STRING_CHARS,
            TemplateLimits.STRING_CHARS);

    private final JsonTape tape;
    private final Budget budget;
    private final Map<Integer, WrittenMembers> members = new HashMap<>(0);
    private final Map<Integer, WrittenItems> items = new HashMap<>(0);

    private TapeDocument(JsonTape tape, Budget budget) {
        this.tape = tape;
        this.budget = budget;
    }

    /** As {@link JsonReader} reads it. Looks that have to search are paid for out of the budget. */
    static @Nullable Object read(byte[] text, Budget budget) {
        try {
            JsonTape tape = JsonTape.read(text, LIMITS, budget::charge);
            return tape == null ? Empty.EMPTY : new TapeDocument(tape, budget).value(ROOT, tape.rootPlace());
        } catch (BeyondLimit beyond) {
            throw new Halted(
                    beyond.isOfExponent()
                            ? "a JSON document holds too large an exponent"
                            : "a JSON document is nested too deep or holds too long a number");
        }
    }

    JsonTape tape() {
        return tape;
    }

    /** The value at a place; an object or a list has its entry too. */
    @Nullable
    Object value(int entry, int place) {
        return switch (tape.kind(place)) {
            case OBJECT -> new MapValue(new TapeMap(this, entry), true, false);
            case ARRAY -> new ListValue(new TapeList(this, entry), true, true);
            case STRING -> tape.text(place);
            case INTEGER, DECIMAL -> tape.number(place);
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
        };
    }

    /** The value of a member of an object. */
    @Nullable
    Object member(int entry) {
        return value(tape.target(entry), tape.valuePlace(entry));
    }

    /** An element of an array. */
    @Nullable
    Object element(int entry) {
        return value(entry, tape.place(entry));
    }

    /** What was written into an object; null when nothing was. */
    @Nullable
    WrittenMembers membersOf(int object) {
        return members.isEmpty() ? null : members.get(object);
    }

    /** What was written into an array; null when nothing was. */
    @Nullable
    WrittenItems itemsOf(int array) {
        return items.isEmpty() ? null : items.get(array);
    }

    /** A look went past a member that was removed, which no count of members shows. */
    void passed() {
        budget.charge(1);
    }

    /** The object is about to be written to. */
    WrittenMembers write(int object) {
        return members.computeIfAbsent(object, _ -> new WrittenMembers());
    }

    /** The array is about to be written to. */
    WrittenItems writeItems(int array) {
        return items.computeIfAbsent(array, _ -> {
            budget.charge(tape.count(array) / ELEMENTS_PER_STEP);
            return WrittenItems.of(tape, array);
        });
    }
}
