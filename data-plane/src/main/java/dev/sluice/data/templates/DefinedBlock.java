package dev.sluice.data.templates;

/** What {@code #define} leaves in its variable: a body that is rendered wherever the variable is printed. */
record DefinedBlock(Piece.Body body) implements HostValue {
    @Override
    public Object property(String name, Rendering rendering) {
        return Empty.EMPTY;
    }

    @Override
    public Object call(String name, Object[] arguments, Rendering rendering) {
        return name.equals("toString") && arguments.length == 0 ? text(rendering) : Empty.EMPTY;
    }

    String text(Rendering rendering) {
        rendering.enter(body.depth() + 1);
        String text = rendering.capture(body);
        rendering.leave(body.depth() + 1);
        if (rendering.flow == Rendering.Flow.BREAK) {
            rendering.flow = Rendering.Flow.NEXT;
        }
        return text;
    }
}
