package io.patchbay.gateway.call;

import io.patchbay.gateway.store.Direction;

/** Who calls whom, and from where; {@code from} and {@code to} are SIP URIs. */
record CallParties(Direction direction, String from, String to, String remoteAddress) {}
