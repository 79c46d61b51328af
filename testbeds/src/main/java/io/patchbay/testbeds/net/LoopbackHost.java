package io.patchbay.testbeds.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Callable;

/** This machine as its own processes see it. */
record LoopbackHost(InetAddress address) implements Host {

    static LoopbackHost of(byte... address) {
        try {
            return new LoopbackHost(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public <T> T in(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("on this host: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> command(List<String> command) {
        return command;
    }
}
