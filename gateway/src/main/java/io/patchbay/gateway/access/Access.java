package io.patchbay.gateway.access;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is let in. Each decision is taken on the lists as they are at that moment: a reload swaps them, calls in progress
 * stay. Any thread.
 */
public final class Access {
    private final Predicate<InetAddress> isOurs;
    private volatile AddressList callers;
    private volatile AddressList browsers;

    /**
     * @param isOurs whether an address is one of this machine, which the word {@code loopback} lets in by whichever address
     *     it calls itself; asked about each stranger, so it should be quick
     */
    public Access(AddressList callers, AddressList browsers, Predicate<InetAddress> isOurs) {
        this.isOurs = isOurs;
        this.callers = callers;
        this.browsers = browsers;
    }

    /** Empty where a SIP request from {@code address} is let in; otherwise the sentence that says why not. */
    public Optional<String> refusalOfCaller(InetAddress address) {
        return refusal(address, callers, "access.callers");
    }

    /** Empty where a browser (page, API, control socket) at {@code address} is let in; otherwise why not. */
    public Optional<String> refusalOfBrowser(InetAddress address) {
        return refusal(address, browsers, "access.browsers");
    }

    public void replace(AddressList newCallers, AddressList newBrowsers) {
        callers = newCallers;
        browsers = newBrowsers;
    }

    private Optional<String> refusal(InetAddress address, AddressList list, String setting) {
        if (list.contains(address) || list.containsThisMachine() && isOurs.test(address)) {
            return Optional.empty();
        }
        return Optional.of("%s is not in %s (%s); add it there".formatted(address.getHostAddress(), setting, list));
    }
}
