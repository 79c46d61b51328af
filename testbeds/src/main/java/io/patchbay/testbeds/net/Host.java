package io.patchbay.testbeds.net;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Callable;

/** Where a peer of the testbed runs: this machine, or a network namespace that stands for another one. */
public interface Host {

    /** The host's address as its neighbours see it. */
    InetAddress address();

    /** Does something with sockets on this host: what it opens belongs to the host for good, whoever uses it later. */
    <T> T in(Callable<T> work);

    /** The command line that runs {@code command} on this host. */
    List<String> command(List<String> command);

    /** This machine's loopback. */
    static Host loopback() {
        return new LoopbackHost();
    }
}
