package dev.sluice.control.outbox;

import java.sql.SQLException;

/** Where the relay gets its connection from. */
interface ConnectionSource {
    RelayConnection open() throws SQLException;
}
