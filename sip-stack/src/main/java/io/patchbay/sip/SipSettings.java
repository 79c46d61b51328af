package io.patchbay.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the user agent listens and how much it bears.
 *
 * @param addresses the addresses to listen on; the wildcard is resolved before it comes here, since an address of
 *     0.0.0.0 would end up in Via and Contact
 * @param advertised what Via and Contact name for each of {@code addresses}, in the same order; the address itself where
 *     there is no NAT
 * @param port for UDP and TCP alike, 0 for one the system picks (tests)
 * @param realm the digest realm
 * @param userAgent the User-Agent and Server header
 * @param maxMessageSize bytes of one message; longer ones are dropped
 * @param timerT1 the round-trip estimate T1 (RFC 3261 §17.1.1.1), 500 ms except in tests
 * @param minExpires the shortest registration granted, else 423
 * @param maxExpires the longest registration granted
 * @param transports those beside UDP and TCP
 * @param sessionTimer how long calls last without a refresh
 * @param keepAlive how ways to devices and trunks are kept open
 */
public record SipSettings(
        List<InetAddress> addresses,
        List<String> advertised,
        int port,
        String realm,
        String userAgent,
        int maxMessageSize,
        Duration timerT1,
        Duration minExpires,
        Duration maxExpires,
        TransportSettings transports,
        SessionTimerSettings sessionTimer,
        KeepAliveSettings keepAlive) {
    public SipSettings {
        addresses = List.copyOf(addresses);
        advertised = List.copyOf(advertised);
        if (addresses.isEmpty() || addresses.size() != advertised.size()) {
            throw new IllegalArgumentException(
                    "each SIP address needs its advertised one: " + addresses + " and " + advertised);
        }
    }

    /** These, with another session timer. */
    public SipSettings with(SessionTimerSettings other) {
        return new SipSettings(
                addresses,
                advertised,
                port,
                realm,
                userAgent,
                maxMessageSize,
                timerT1,
                minExpires,
                maxExpires,
                transports,
                other,
                keepAlive);
    }

    /** These, with other keep-alives. */
    public SipSettings with(KeepAliveSettings other) {
        return new SipSettings(
                addresses,
                advertised,
                port,
                realm,
                userAgent,
                maxMessageSize,
                timerT1,
                minExpires,
                maxExpires,
                transports,
                sessionTimer,
                other);
    }

    /** With {@link SessionTimerSettings#DEFAULT} and no keep-alives. */
    public SipSettings(
            List<InetAddress> addresses,
            List<String> advertised,
            int port,
            String realm,
            String userAgent,
            int maxMessageSize,
            Duration timerT1,
            Duration minExpires,
            Duration maxExpires,
            TransportSettings transports) {
        this(
                addresses,
                advertised,
                port,
                realm,
                userAgent,
                maxMessageSize,
                timerT1,
                minExpires,
                maxExpires,
                transports,
                SessionTimerSettings.DEFAULT,
                KeepAliveSettings.NONE);
    }

    /** UDP and TCP only. */
    public SipSettings(
            List<InetAddress> addresses,
            List<String> advertised,
            int port,
            String realm,
            String userAgent,
            int maxMessageSize,
            Duration timerT1,
            Duration minExpires,
            Duration maxExpires) {
        this(
                addresses,
                advertised,
                port,
                realm,
                userAgent,
                maxMessageSize,
                timerT1,
                minExpires,
                maxExpires,
                TransportSettings.PLAIN);
    }
}
