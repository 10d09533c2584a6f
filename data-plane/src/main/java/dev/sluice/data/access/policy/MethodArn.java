package dev.sluice.data.access.policy;

import dev.sluice.aws.arn.Arns;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import org.jspecify.annotations.Nullable;

/** The ARN of what a request calls: its verb and its path as they are, not the resource's (rest-api-runtime 3.3). */
public final class MethodArn {
    /** Longer ones are refused where a policy would be asked about them (rest-api-runtime 3.6). */
    private static final int MAX_BYTES = 1_600;

    private final String beginning;

    private MethodArn(String beginning) {
        this.beginning = beginning;
    }

    /** For the methods of a stage, in the region of this node. */
    public static MethodArn of(Arns arns, StageFacts stage) {
        return of(arns, stage, stage.stage());
    }

    /** The same under another name of the stage. */
    public static MethodArn of(Arns arns, StageFacts stage, String stageName) {
        return new MethodArn(arns.executeApi(stage.tenant(), stage.api() + "/" + stageName + "/")
                .text());
    }

    /** Whether {@link #text} is null, without making it. */
    public boolean isTooLong(Exchange exchange) {
        Request request = exchange.request();
        return beginning.length()
                        + request.verb().length()
                        + request.canonicalPath().length()
                > MAX_BYTES;
    }

    /** The ARN for a request, by its canonical path; null when it is too long. */
    public @Nullable String text(Exchange exchange) {
        Request request = exchange.request();
        // The canonical path is ASCII and begins with the slash that separates it from the verb.
        String arn = beginning + request.verb() + request.canonicalPath();
        return arn.length() > MAX_BYTES ? null : arn;
    }
}
