/** Hosts, links and ports of a testbed: network namespaces, a relay that loses packets, port blocks that don't collide. */
package io.patchbay.testbeds.net;
