package io.patchbay.sip;

import java.net.InetSocketAddress;
import java.util.Optional;

/** What the user agent asks of the application behind it. Each method says on which thread it runs; none may block. */
public interface SipApplication {

    /**
     * Whether requests from this address are heard at all. Runs on a SIP thread before anything is kept for the request.
     *
     * @return the refusal for those that are not
     */
    Optional<Refusal> screen(InetSocketAddress source, String method);

    /**
     * A new call, on its own loop. Take it by keeping it, and ring, answer or refuse it now or later.
     *
     * @return who is told of what the caller does
     */
    SipCallListener onIncomingCall(IncomingCall call);

    /**
     * The password of a device, for digest authentication; asked on a SIP thread.
     *
     * @return empty where no such device is known: the registrar answers as it does for a wrong password
     */
    Optional<String> passwordOf(String device);

    /** A device's bindings changed (registered, refreshed, expired, left). Runs on a SIP thread. */
    default void onBindingsChanged(String device, java.util.List<Binding> bindings) {}

    /** Whether new calls are taken; OPTIONS is answered 200 while they are, 503 while they are not. */
    boolean takesCalls();

    /** A message that could not be read, or that the stack answered by itself. Runs on a SIP thread. */
    default void onBadMessage(InetSocketAddress source, String problem) {}
}
