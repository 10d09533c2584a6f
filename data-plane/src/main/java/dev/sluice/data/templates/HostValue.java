package dev.sluice.data.templates;

/** A value with members of its own: {@code $input}, {@code $util}, {@code $foreach} and their like. */
interface HostValue {
    /** What stands at {@code $value.name}; empty when there is no such member. */
    Object property(String name, Rendering rendering);

    /** What {@code $value.name(arguments)} answers; empty when there is no such method. */
    Object call(String name, Object[] arguments, Rendering rendering);
}
