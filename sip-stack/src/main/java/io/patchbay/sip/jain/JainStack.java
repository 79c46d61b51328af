package io.patchbay.sip.jain;

import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.NioMessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.timers.ScheduledExecutorSipTimer;
import io.patchbay.sip.SipSettings;
import java.util.Properties;
import javax.sip.IOExceptionEvent;
import javax.sip.PeerUnavailableException;

/** The JAIN-SIP stack as we run it: transactions and transports; dialogs are {@link SipDialog}'s. */
final class JainStack extends SipStackImpl {
    private static final int UDP_BUFFER = 1 << 20;

    JainStack(SipSettings settings) throws PeerUnavailableException {
        super(properties(settings));
    }

    private static Properties properties(SipSettings settings) {
        Properties p = new Properties();
        p.setProperty("javax.sip.STACK_NAME", "patchbay");
        p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        p.setProperty("javax.sip.ROUTER_PATH", TargetRouter.class.getName());
        p.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        set(p, "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        set(p, "STACK_LOGGER", StackLog.class.getName());
        set(p, "SERVER_LOGGER", MessageLog.class.getName());
        set(p, "MESSAGE_PROCESSOR_FACTORY", NioMessageProcessorFactory.class.getName());
        set(p, "NIO_BLOCKING_MODE", "NONBLOCKING");
        set(p, "REENTRANT_LISTENER", "true");
        set(p, "THREAD_POOL_SIZE", "1"); // one reader for each UDP socket keeps the messages of a call in order
        set(p, "THREAD_PRIORITY", String.valueOf(Thread.NORM_PRIORITY));
        set(p, "MAX_MESSAGE_SIZE", String.valueOf(settings.maxMessageSize()));
        set(p, "RECEIVE_UDP_BUFFER_SIZE", String.valueOf(UDP_BUFFER));
        set(p, "SEND_UDP_BUFFER_SIZE", String.valueOf(UDP_BUFFER));
        set(p, "RELEASE_REFERENCES_STRATEGY", "Normal");
        set(p, "TIMER_CLASS_NAME", ScheduledExecutorSipTimer.class.getName());
        set(p, "LINGER_TIMER", "0");
        set(p, "DELIVER_UNSOLICITED_NOTIFY", "true");
        return p;
    }

    private static void set(Properties properties, String name, String value) {
        properties.setProperty("gov.nist.javax.sip." + name, value);
    }

    void addValve(SIPMessageValve valve) {
        sipMessageValves.add(valve);
    }

    /** Stops the stack and its event thread, which the stack itself would leave waiting for an event for ever. */
    void close() {
        var scanner = getEventScanner();
        stop();
        scanner.addEvent(new EventWrapper(new IOExceptionEvent(this, "", 0, ""), null));
    }
}
