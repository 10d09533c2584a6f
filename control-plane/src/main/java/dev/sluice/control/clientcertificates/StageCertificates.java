package dev.sluice.control.clientcertificates;

import dev.sluice.control.stages.KnownCertificates;
import jakarta.inject.Singleton;

/** Tells stages which certificates they may present; one that they come to present cannot go before that is committed. */
@Singleton
class StageCertificates implements KnownCertificates {
    private final ClientCertificateRepository repository;

    StageCertificates(ClientCertificateRepository repository) {
        this.repository = repository;
    }

    @Override
    public boolean exists(String clientCertificateId) {
        return repository.hold(clientCertificateId).isPresent();
    }
}
