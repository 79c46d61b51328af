package io.patchbay.sip.jain;

import java.net.InetSocketAddress;

/** Where a request is sent to. Resolved: nothing here waits for DNS. */
record Destination(InetSocketAddress address, String transport) {}
