package io.patchbay.sip.jain;

import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPMessageValve;
import io.patchbay.sip.SipApplication;
import io.patchbay.sip.SipSettings;
import io.patchbay.sip.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TransportAlreadySupportedException;

/** The JAIN-SIP stack as we run it: its transactions and parser, with transports of our own ({@link UdpTransport}, {@link
 * TcpTransport}) below and dialogs of our own ({@link SipDialog}) above. */
final class JainStack extends SipStackImpl {
    private final MessageIntake intake;

    JainStack(SipSettings settings, SipApplication application, BadMessages badMessages)
            throws PeerUnavailableException {
        super(properties());
        MessageGuard guard = new MessageGuard(settings.maxMessageSize());
        intake = new MessageIntake(this, guard, badMessages, application, settings.userAgent());
        int trafficClass = settings.transports().trafficClass();
        Optional<TlsEngines> tls = settings.transports().tls().map(TlsEngines::new);
        messageProcessorFactory = (stack, address, port, transport) -> switch (transport.toLowerCase(Locale.ROOT)) {
            case "udp" -> new UdpTransport(stack, address, port, intake, trafficClass);
            case "ws", "wss" -> new WebSocketTransport(stack, address, port, transport, intake);
            case "tls" -> new TcpTransport(stack, address, port, intake, tls, trafficClass, settings.keepAlive());
            default ->
                new TcpTransport(stack, address, port, intake, Optional.empty(), trafficClass, settings.keepAlive());
        };
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
     * Opens every address of {@code settings}, UDP and TCP at one port, TLS at another.
     *
     * @throws UncheckedIOException where one cannot be opened
     */
    List<LocalAddress> listen(SipSettings settings) {
        List<LocalAddress> all = new ArrayList<>();
        int port = settings.port();
        Optional<TlsSettings> tls = settings.transports().tls();
        int tlsPort = tls.map(TlsSettings::port).orElse(LocalAddress.NO_PORT);
        for (int i = 0; i < settings.addresses().size(); i++) {
            InetAddress address = settings.addresses().get(i);
            if (port == 0) {
                port = FreePort.on(address);
            }
            SipProvider provider = createProvider(address, port);
            for (String transport : List.of("tcp", "ws", "wss")) {
                listen(provider, address, port, transport);
            }
            if (tls.isPresent()) {
                tlsPort = tlsPort == 0 ? FreePort.on(address) : tlsPort;
                listen(provider, address, tlsPort, "tls");
            }
            all.add(new LocalAddress(
                    new InetSocketAddress(address, port),
                    tlsPort,
                    settings.advertised().get(i),
                    provider));
        }
        return all;
    }

    private SipProvider createProvider(InetAddress address, int port) {
        try {
            return createSipProvider(open(address, port, "udp"));
        } catch (ObjectInUseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen(SipProvider provider, InetAddress address, int port, String transport) {
        try {
            provider.addListeningPoint(open(address, port, transport));
        } catch (ObjectInUseException | TransportAlreadySupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ListeningPoint open(InetAddress address, int port, String transport) {
        try {
            return createListeningPoint(address.getHostAddress(), port, transport);
        } catch (SipException | InvalidArgumentException e) {
            throw new UncheckedIOException(
                    "cannot listen for SIP on " + address.getHostAddress() + " port " + port + ": " + e.getMessage()
                            + "; is another SIP server running there?",
                    new IOException(e));
        }
    }

    MessageIntake intake() {
        return intake;
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
