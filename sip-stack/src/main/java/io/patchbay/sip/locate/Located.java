package io.patchbay.sip.locate;

import java.net.InetSocketAddress;

/**
 * One place to try.
 *
 * @param address resolved; its host string is the name that was looked for, by which a TLS server is judged (RFC 5922 §4)
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 */
public record Located(InetSocketAddress address, String transport) {}
