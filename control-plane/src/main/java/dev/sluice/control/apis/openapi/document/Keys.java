package dev.sluice.control.apis.openapi.document;

/** How keys and values of a document stand in messages. */
final class Keys {
    private static final int SHOWN = 100;

    private Keys() {}

    /** The text between quotes, cut when it is long. */
    static String shown(String text) {
        return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...") + "'";
    }
}
