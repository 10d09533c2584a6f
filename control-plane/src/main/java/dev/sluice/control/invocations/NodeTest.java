package dev.sluice.control.invocations;

import java.time.Duration;
import java.util.function.Function;

/**
 * What a node is asked to run, and how its answer is read.
 *
 * @param <A> the answer
 * @param what names what is tried, as the subject of a sentence
 * @param path of the internal call, in front of the node's boot id
 * @param place where its record belongs
 * @param call its record
 * @param limit how long it may take by itself
 * @param answerPlace where the answer belongs
 * @param lost what stands for an answer that is lost after so long
 */
record NodeTest<A>(
        String what,
        String path,
        String place,
        Object call,
        Duration limit,
        String answerPlace,
        Class<A> answer,
        Function<Duration, A> lost) {}
