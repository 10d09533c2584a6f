package dev.sluice.control.tags.rest;

import java.util.Map;

/** The tags of a thing on the wire; empty ones are shown. */
public record TagsJson(Map<String, String> tags) {}
