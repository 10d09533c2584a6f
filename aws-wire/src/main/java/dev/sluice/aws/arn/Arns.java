package dev.sluice.aws.arn;

/** Makes the ARNs of one installation (management API contract, section 2). */
public record Arns(String partition, String region) {

    /** A management resource by its path, for example {@code /restapis/a1b2c3}; the account section is empty. */
    public Arn management(String path) {
        return new Arn(partition, "apigateway", region, "", absolute(path));
    }

    /** One call of a method; the root path gives a resource that ends in {@code VERB/}. */
    public Arn invoke(String account, String api, String stage, String verb, String path) {
        return executeApi(account, api + "/" + stage + "/" + verb + absolute(path));
    }

    /** An authorizer as the caller of its function. */
    public Arn authorizer(String account, String api, String authorizer) {
        return executeApi(account, api + "/authorizers/" + authorizer);
    }

    /** Any resource of the service {@code execute-api}. */
    public Arn executeApi(String account, String resource) {
        return new Arn(partition, "execute-api", region, account, resource);
    }

    /** The account itself as a principal. */
    public Arn root(String account) {
        return new Arn(partition, "iam", "", account, "root");
    }

    /** A user of the account as a principal. */
    public Arn user(String account, String name) {
        return new Arn(partition, "iam", "", account, "user/" + name);
    }

    private static String absolute(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with a slash, was '" + path + "'");
        }
        return path;
    }
}
