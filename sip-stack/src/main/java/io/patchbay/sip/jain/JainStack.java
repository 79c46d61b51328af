package io.patchbay.sip.jain;

import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPMessageValve;
import io.patchbay.sip.SipApplication;
import io.patchbay.sip.SipSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipProvider;

/** The JAIN-SIP stack as we run it: its transactions and parser, with transports of our own ({@link UdpTransport}, {@link
 * TcpTransport}) below and dialogs of our own ({@link SipDialog}) above. */
final class JainStack extends SipStackImpl {
    JainStack(SipSettings settings, SipApplication application, BadMessages badMessages)
            throws PeerUnavailableException {
        super(properties());
        MessageGuard guard = new MessageGuard(settings.maxMessageSize());
        MessageIntake intake = new MessageIntake(this, guard, badMessages, application, settings.userAgent());
        messageProcessorFactory = (stack, address, port, transport) -> transport.equalsIgnoreCase("udp")
                ? new UdpTransport(stack, address, port, intake)
                : new TcpTransport(stack, address, port, intake);
    }

    private static Properties properties() {
        Properties p = new Properties();
        p.setProperty("javax.sip.STACK_NAME", "patchbay");
        p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        p.setProperty("javax.sip.ROUTER_PATH", TargetRouter.class.getName());
        p.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        set(p, "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        set(p, "STACK_LOGGER", StackLog.class.getName());
        set(p, "SERVER_LOGGER", MessageLog.class.getName());
        set(p, "REENTRANT_LISTENER", "true");
        set(p, "RELEASE_REFERENCES_STRATEGY", "Normal");
        set(p, "TIMER_CLASS_NAME", StackTimer.class.getName());
        set(p, "LINGER_TIMER", "0");
        set(p, "DELIVER_UNSOLICITED_NOTIFY", "true");
        return p;
    }

    private static void set(Properties properties, String name, String value) {
        properties.setProperty("gov.nist.javax.sip." + name, value);
    }

    /**
     * Opens every address of {@code settings}, UDP and TCP at one port.
     *
     * @throws UncheckedIOException where one cannot be opened
     */
    List<LocalAddress> listen(SipSettings settings) {
        List<LocalAddress> all = new ArrayList<>();
        int port = settings.port();
        for (int i = 0; i < settings.addresses().size(); i++) {
            InetAddress address = settings.addresses().get(i);
            if (port == 0) {
                port = FreePort.on(address);
            }
            SipProvider provider = listen(address, port);
            all.add(new LocalAddress(
                    new InetSocketAddress(address, port), settings.advertised().get(i), provider));
        }
        return all;
    }

    private SipProvider listen(InetAddress address, int port) {
        try {
            SipProvider provider = createSipProvider(createListeningPoint(address.getHostAddress(), port, "udp"));
            provider.addListeningPoint(createListeningPoint(address.getHostAddress(), port, "tcp"));
            return provider;
        } catch (SipException | InvalidArgumentException e) {
            throw new UncheckedIOException(
                    "cannot listen for SIP on " + address.getHostAddress() + " port " + port + ": " + e.getMessage()
                            + "; is another SIP server running there?",
                    new IOException(e));
        }
    }

    void addValve(SIPMessageValve valve) {
        sipMessageValves.add(valve);
    }

    /** Stops the stack and its event thread, which the stack itself would leave waiting for an event for ever. */
    void close() {
        var scanner = getEventScanner();
        for (MessageProcessor transport : getMessageProcessors()) {
            transport.stop();
        }
        stopWithoutItsSecondOfSleep();
        scanner.addEvent(new EventWrapper(new IOExceptionEvent(this, "", 0, ""), null));
    }

    /** The stack sleeps for a second as it stops, for threads that we don't have; an interrupt keeps it from that. */
    private void stopWithoutItsSecondOfSleep() {
        boolean wasInterrupted = Thread.interrupted();
        Thread.currentThread().interrupt();
        stop();
        Thread.interrupted();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
