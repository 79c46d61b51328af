package io.patchbay.sip;

/** A registration of ours at a provider, kept up until it is closed. Any thread. */
public interface ClientRegistration extends AutoCloseable {

    RegistrationState state();

    /** Takes our contact away from the registrar, without waiting for its answer, and stops. Closing twice is allowed. */
    @Override
    void close();
}
