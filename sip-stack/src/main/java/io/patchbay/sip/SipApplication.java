package io.patchbay.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** What the user agent asks of the application behind it. Each method says on which thread it runs; none may block. */
public interface SipApplication {

    /** Whether whatever comes from there is dropped, unread and unanswered. Asked of each message: it must be quick. */
    default boolean ignores(InetAddress source) {
        return false;
    }

    /**
     * Whether this request is dropped without an answer. Runs on a SIP thread.
     *
     * @param userAgent its User-Agent header, empty where it has none
     */
    default boolean ignores(InetSocketAddress source, String method, String userAgent) {
        return false;
    }

    /** Somebody showed wrong credentials as {@code user}. Runs on a SIP thread or on the registrar's loop. */
    default void onWrongProof(InetSocketAddress source, String user) {}

    /**
     * Whether requests from this address are heard at all. Runs on a SIP thread before anything is kept for the request.
     *
     * @return the refusal for those that are not
     */
    Optional<Refusal> screen(InetSocketAddress source, String method);

    /** As above, with what the transport knows of the sender: this is what the user agent asks. */
    default Optional<Refusal> screen(MessageSource source, String method) {
        return screen(source.address(), method);
    }

    /**
     * A new call, on its own loop. Take it by keeping it, and ring, answer or refuse it now or later.
     *
     * @return who is told of what the caller does
     */
    SipCallListener onIncomingCall(IncomingCall call);

    /**
     * A MESSAGE outside of calls (RFC 3428), screened, and challenged where {@link #demandsProof} says so: accept or refuse it, now
     * or later. Runs on a SIP thread.
     */
    default void onMessage(IncomingMessage message) {
        message.refuse(new Refusal(403, "Forbidden", "messages outside of calls are not taken here"));
    }

    /**
     * The password of a device, for digest authentication; asked on a SIP thread or on the registrar's loop.
     *
     * @param device the user part of its address-of-record in lower case, which is its digest user name too
     * @return empty where no such device is known: the registrar answers as it does for a wrong password
     */
    Optional<String> passwordOf(String device);

    /**
     * The password of whoever signs a request of this method as {@code user}. Beside devices others may call that
     * don't register here.
     */
    default Optional<String> passwordOf(String user, String method) {
        return passwordOf(user);
    }

    /**
     * Whether a call from there has to prove by digest who it is from: without, it is challenged with 401 and is no call yet.
     * Runs on a SIP thread.
     */
    default boolean demandsProof(MessageSource source) {
        return false;
    }

    /** As above, for a call from {@code from} to {@code requestUri}: this is what the user agent asks. */
    default boolean demandsProof(MessageSource source, SipUri requestUri, SipAddress from) {
        return demandsProof(source);
    }

    /**
     * Who we are to a far end that challenges a call of ours (RFC 3261 §22.2); asked on the call's loop.
     *
     * @return empty where we have no credentials for {@code realm}: the call ends as refused with 401 or 407
     */
    default Optional<Credentials> credentialsFor(String realm, OutgoingInvite invite) {
        return Optional.empty();
    }

    /** A device's bindings changed (registered, refreshed, expired, left). Runs on the registrar's loop. */
    default void onBindingsChanged(String device, List<Binding> bindings) {}

    /** Whether new calls are taken; OPTIONS is answered 200 while they are, 503 while they are not. */
    boolean takesCalls();

    /**
     * A request that was turned down before it became a call, by {@link #screen} or for want of something it needs or means:
     * so that refused calls have their records too. Told of at most ten a second. Runs on a SIP thread.
     */
    default void onRefused(RefusedRequest request) {}

    /**
     * A message that could not be read. Told at most once a second; {@link SipStatistics#badMessages} counts them all. Runs
     * on a SIP thread.
     */
    default void onBadMessage(InetSocketAddress source, String problem) {}
}
