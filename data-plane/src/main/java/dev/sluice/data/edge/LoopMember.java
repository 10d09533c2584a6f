package dev.sluice.data.edge;

/** A client connection that its loop looks after, whatever protocol it speaks. Confined to the loop. */
interface LoopMember {
    /** Its place in the loop's list. */
    int index();

    void index(int newIndex);

    /** Looks after the connection's time limits, a few times a second. */
    void tick(long now);

    /** Closes at once. */
    void abort();
}
