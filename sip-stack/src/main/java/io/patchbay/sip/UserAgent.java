package io.patchbay.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A running SIP user agent. Made by {@code io.patchbay.sip.jain.JainUserAgent.start}. Methods may be called on any thread. */
public interface UserAgent extends AutoCloseable {

    /** Where it listens, UDP and TCP alike. */
    List<InetSocketAddress> listeningOn();

    /** Where it listens for TLS, in the same order; empty where it doesn't. */
    List<InetSocketAddress> tlsListeningOn();

    /**
     * Places a call; everything that comes of it goes to {@code listener} on the call's loop.
     *
     * @param loop a fresh one; its Call-ID becomes the dialog's
     */
    SipCall invite(OutgoingInvite invite, CallLoop loop, SipCallListener listener);

    /**
     * Registers us at a provider and keeps that up.
     *
     * @param onState told of each change, on the registration's loop
     */
    ClientRegistration register(RegistrationSettings settings, Consumer<RegistrationState> onState);

    /**
     * Asks {@code target} by OPTIONS whether it is there (RFC 3261 §11).
     *
     * @return the status of its answer; 408 where none came in 64*T1, 503 where it could not be sent. Completes on a loop's thread
     */
    CompletionStage<Integer> options(SipTarget target, SipAddress from);

    /** Takes a WebSocket client in (RFC 7118). Whoever accepted it has checked its origin and its address. */
    SipSocketSession open(SipSocket socket);

    /** The current bindings of a device, freshest first; empty where it isn't registered. */
    List<Binding> bindingsOf(String device);

    /** Takes up registrations of an earlier run, of devices that have not registered anew meanwhile. */
    void restore(Map<String, List<Binding>> devices);

    /** Every registered device, by name, with its contacts, freshest first, and how they were found last. */
    Map<String, List<ContactState>> devices();

    SipStatistics statistics();

    /** Stops listening and frees the stack. Calls still up are not told: hang them up first. */
    @Override
    void close();
}
