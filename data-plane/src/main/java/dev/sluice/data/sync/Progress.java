package dev.sluice.data.sync;

import java.util.List;

/** How far behind the node is, over all topics. Any thread. */
public final class Progress {
    private final List<TopicProgress> topics;

    Progress(List<TopicProgress> topics) {
        this.topics = List.copyOf(topics);
    }

    /** Records that the node has yet to read; 0 while that is not known. */
    public long lagRecords() {
        return topics.stream().mapToLong(TopicProgress::lagRecords).sum();
    }

    /** Whether the node read the topics to their end since it started. */
    public boolean caughtUp() {
        return topics.stream().allMatch(TopicProgress::caughtUp);
    }

    /** Seconds since the node last knew itself up to date with the broker; since the start, when it never did. */
    public double ageSeconds() {
        return topics.stream().mapToLong(TopicProgress::ageNanos).max().orElse(0) / 1e9;
    }
}
