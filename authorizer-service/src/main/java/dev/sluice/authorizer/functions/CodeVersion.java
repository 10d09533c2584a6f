package dev.sluice.authorizer.functions;

import dev.sluice.authorizer.data.TenantId;

/** Names code: two of them are equal for the same code of the same tenant alone, even if a function was made anew. */
record CodeVersion(TenantId tenant, String name, int version, String codeSha256) {}
