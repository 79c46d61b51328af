package io.patchbay.sip.jain;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Properties;
import javax.sip.SipStack;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each message that passes, at trace level. Made by the stack by reflection. */
public final class MessageLog implements ServerLogger {
    private static final Logger log = LoggerFactory.getLogger("io.patchbay.sip.messages");

    @Override
    public void closeLogFile() {}

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
        if (log.isTraceEnabled()) {
            log.trace("{} {} to {}:\n{}", sender ? "sent from" : "received from", from, to, shown(message));
        }
    }

    /** Keys by INFO may be somebody's PIN. */
    private static Object shown(SIPMessage message) {
        boolean hasKeys =
                message instanceof SIPRequest request && request.getMethod().equals(Request.INFO);
        return hasKeys ? message.getFirstLine() + "(its body is not shown, for it may be a part of a PIN)" : message;
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {
        logMessage(message, from, to, sender, time);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {
        logMessage(message, from, to, sender, 0);
    }

    @Override
    public void logException(Exception problem) {
        log.debug("the SIP stack caught a problem", problem);
    }

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public void setSipStack(SipStack stack) {}
}
