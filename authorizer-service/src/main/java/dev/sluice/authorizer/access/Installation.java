package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.arn.Partition;
import dev.sluice.contracts.records.Topics;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this installation says that it is: the region and partition of its ARNs and signatures, and its topics. */
@Singleton
@Startup
public class Installation {
    private final String region;
    private final String partition;
    private final Topics topics;

    Installation(
            @ConfigProperty(name = "sluice.region", defaultValue = "us-east-1") String region,
            @ConfigProperty(name = "sluice.partition", defaultValue = "aws") String partition,
            @ConfigProperty(name = "sluice.cell") Optional<String> cell) {
        this.region = region;
        this.partition = checked(partition);
        this.topics = Topics.ofCell(cell.orElse(""));
    }

    private static String checked(String partition) {
        try {
            return Partition.checked(partition);
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException(String.valueOf(malformed.getMessage()), malformed);
        }
    }

    public String region() {
        return region;
    }

    public String partition() {
        return partition;
    }

    public Topics topics() {
        return topics;
    }

    /** An ARN of this region; the resource as the service spells it. */
    public String arn(String service, TenantId tenant, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + tenant + ":" + resource;
    }

    /** The ARN of a user of a tenant. */
    public String userArn(TenantId tenant, String name) {
        return "arn:" + partition + ":iam::" + tenant + ":user/" + name;
    }
}
