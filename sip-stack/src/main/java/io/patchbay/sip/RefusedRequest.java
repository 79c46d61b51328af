package io.patchbay.sip;

import java.net.InetSocketAddress;

/**
 * A request that was turned down before it became a call.
 *
 * @param method {@code INVITE} where somebody wanted to call
 * @param from the From header
 * @param requestUri what was asked for
 */
public record RefusedRequest(
        InetSocketAddress source, String method, CallId callId, SipAddress from, SipUri requestUri, Refusal refusal) {}
