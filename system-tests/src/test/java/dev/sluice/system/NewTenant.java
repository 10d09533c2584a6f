package dev.sluice.system;

/** A tenant that a test has made, and its first access key. */
record NewTenant(String id, AccessKey key) {
    /** Made by the operator. */
    static NewTenant of(Installation installation, String name) {
        var made = Signed.post(
                        installation,
                        installation.accessKey("platform"),
                        "/platform/tenants",
                        "{\"name\":\"" + name + "\"}")
                .jsonPath();
        return new NewTenant(
                made.getString("id"),
                new AccessKey(made.getString("accessKey.id"), made.getString("accessKey.secret")));
    }
}
