package dev.sluice.data.pipeline;

import dev.sluice.aws.iam.ResourcePolicy;
import org.jspecify.annotations.Nullable;

/**
 * An interface endpoint of a private network, as the operator has set it up (domains-and-endpoints 9). Immutable.
 *
 * @param id for example vpce-1a2b3c4d
 * @param vpc the network that it stands in, for example vpc-1a2b3c4d
 * @param account twelve-digit id of whose it is; null when nobody has said
 * @param policy what may be called through it; null for everything
 */
public record VpcEndpoint(
        String id,
        String vpc,
        @Nullable String account,
        @Nullable ResourcePolicy policy) {}
