package io.patchbay.sip;

import java.time.Instant;

/**
 * One contact of a registered device (RFC 3261 §10).
 *
 * @param contact the Contact URI as the device wrote it
 * @param target where requests to it are sent
 * @param expires when it ends unless refreshed
 */
public record Binding(String contact, SipTarget target, Instant expires) {}
