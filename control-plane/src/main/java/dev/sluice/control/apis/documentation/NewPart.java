package dev.sluice.control.apis.documentation;

import dev.sluice.control.apis.items.DocumentationPartDefinition.Location;

/**
 * A documentation part that a caller wants.
 *
 * @param properties JSON object as text
 */
public record NewPart(Location location, String properties) {}
