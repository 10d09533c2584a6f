package dev.sluice.control.platform.keys;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * At start: the master key opens what the database holds, or the start ends. After a key was added in front of the
 * file, each data key is wrapped anew under it; once that is logged the old key may be removed. Nodes and other
 * control planes are not disturbed, since the data keys themselves stay.
 */
@Singleton
class MasterKeyCheck {
    private static final Logger LOG = Logger.getLogger(MasterKeyCheck.class);

    private final MasterKey master;
    private final DataKeyTable table;

    MasterKeyCheck(MasterKey master, DataKeyTable table) {
        this.master = master;
        this.table = table;
    }

    void check(@Observes @Priority(10) StartupEvent start) {
        boolean old = false;
        for (var sealed : table.onePerMasterKey()) {
            master.open(sealed.tenant(), sealed.dataKey());
            old |= !master.isCurrent(sealed.dataKey());
        }
        if (old) {
            LOG.infof("data keys wrapped under the newest master key count=%d", rewrap());
        }
    }

    private int rewrap() {
        int count = 0;
        for (var sealed : table.all()) {
            if (!master.isCurrent(sealed.dataKey())) {
                table.replace(sealed, master.seal(sealed.tenant(), master.open(sealed.tenant(), sealed.dataKey())));
                count++;
            }
        }
        return count;
    }
}
