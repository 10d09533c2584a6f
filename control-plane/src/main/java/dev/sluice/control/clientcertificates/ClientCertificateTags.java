package dev.sluice.control.clientcertificates;

import dev.sluice.control.platform.tags.TaggedKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tags of client certificates. */
@Singleton
class ClientCertificateTags implements TaggedKind {
    private final ClientCertificates certificates;

    ClientCertificateTags(ClientCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public boolean covers(List<String> path) {
        return path.size() == 2 && path.getFirst().equals("clientcertificates");
    }

    @Override
    public Map<String, String> tags(List<String> path) {
        return certificates.require(path.getLast()).settings().tags();
    }

    @Override
    public void retag(List<String> path, UnaryOperator<Map<String, String>> change) {
        certificates.retag(path.getLast(), change);
    }
}
