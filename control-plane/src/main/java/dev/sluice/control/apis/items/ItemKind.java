package dev.sluice.control.apis.items;

/**
 * A kind of item.
 *
 * @param name how rows of the kind are marked
 * @param type the document of such a row
 */
public record ItemKind<D>(String name, Class<D> type) {}
