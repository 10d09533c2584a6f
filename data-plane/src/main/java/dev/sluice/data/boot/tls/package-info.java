/** Where the certificate of the TLS listener comes from: files of the operator's, or one of the node's own making. */
@NullMarked
package dev.sluice.data.boot.tls;

import org.jspecify.annotations.NullMarked;
