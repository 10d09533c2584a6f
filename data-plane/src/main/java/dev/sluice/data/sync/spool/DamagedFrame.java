package dev.sluice.data.sync.spool;

import java.io.IOException;

/** The bytes of a frame are not those that were written. */
final class DamagedFrame extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedFrame(Location location) {
        super("the frame at " + location.offset() + " of segment " + location.segment() + " is damaged");
    }
}
