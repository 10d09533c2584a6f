package dev.sluice.aws.json;

/** Goes along an array of a tape: a look at the next element or one further on goes on from where the last one was. */
public final class TapeCursor {
    private final JsonTape tape;
    private final int array;
    private int index;
    private int entry = JsonTape.NONE;

    public TapeCursor(JsonTape tape, int array) {
        this.tape = tape;
        this.array = array;
    }

    /** The entry of an element that is there. */
    public int entry(int wanted) {
        if (entry == JsonTape.NONE || wanted < index) {
            entry = tape.first(array);
            index = 0;
        }
        entry = tape.skip(array, entry, wanted - index);
        index = wanted;
        return entry;
    }
}
