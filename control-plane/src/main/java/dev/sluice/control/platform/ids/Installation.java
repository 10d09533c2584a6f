package dev.sluice.control.platform.ids;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this installation says that it is: the region and partition of its ARNs and signatures. */
@Singleton
public class Installation {
    private final String region;
    private final String partition;

    Installation(
            @ConfigProperty(name = "sluice.region", defaultValue = "us-east-1") String region,
            @ConfigProperty(name = "sluice.partition", defaultValue = "aws") String partition) {
        this.region = region;
        this.partition = partition;
    }

    public String region() {
        return region;
    }

    public String partition() {
        return partition;
    }

    /** The ARN of a user of a tenant. */
    public String userArn(TenantId tenant, String name) {
        return "arn:" + partition + ":iam::" + tenant + ":user/" + name;
    }
}
