package dev.sluice.control.domains;

/** Names a mapping of a domain name by its base path, as the wire has it. */
public record BasePathMappingKey(String domainId, String basePath) {}
