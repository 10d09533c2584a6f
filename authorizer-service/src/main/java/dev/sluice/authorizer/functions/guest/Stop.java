package dev.sluice.authorizer.functions.guest;

/** Why the host ended a call that did not end by itself. The guest is thrown away. */
public enum Stop {
    /** It used its processor time up. */
    CPU_TIME,
    /** It took too long altogether. */
    TIME,
    /** It asked for more memory than a guest has. */
    MEMORY,
    /** It broke its engine, for example by recursion without an end. */
    CRASH,
    /** It returned, without an answer that is still to come. */
    NO_ANSWER
}
