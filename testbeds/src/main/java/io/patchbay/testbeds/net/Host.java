package io.patchbay.testbeds.net;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
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
        return loopback(1);
    }

    /** The same by another of its addresses: 127.0.0.{@code last}. */
    static Host loopback(int last) {
        return LoopbackHost.of((byte) 127, (byte) 0, (byte) 0, (byte) last);
    }

    /** The same by its address of IPv6, which not every machine has: ask {@link #isUp}. */
    static Host loopback6() {
        return LoopbackHost.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    }

    /** The same by another of its addresses. */
    static Host at(String address) {
        try {
            return new LoopbackHost(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Whether sockets can be opened on its address. */
    default boolean isUp() {
        return in(() -> {
            try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(address(), 0))) {
                return true;
            } catch (SocketException e) {
                return false;
            }
        });
    }
}
