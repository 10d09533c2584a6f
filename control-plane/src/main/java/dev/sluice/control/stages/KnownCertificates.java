package dev.sluice.control.stages;

/** The client certificates of the current tenant; the feature that keeps them gives a bean. */
public interface KnownCertificates {
    boolean exists(String clientCertificateId);
}
