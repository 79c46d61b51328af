package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.EndReason;
import java.net.InetSocketAddress;
import java.util.Map;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stack's callbacks. Each posts to a call's loop and returns. */
final class StackEvents implements SipListener {
    private static final Logger log = LoggerFactory.getLogger(StackEvents.class);

    private final IncomingRequests requests;
    private final Calls calls;
    private final BadMessages badMessages;
    private final Map<SipProvider, LocalAddress> addresses;

    StackEvents(
            IncomingRequests requests, Calls calls, BadMessages badMessages, Map<SipProvider, LocalAddress> addresses) {
        this.requests = requests;
        this.calls = calls;
        this.badMessages = badMessages;
        this.addresses = addresses;
    }

    @Override
    public void processRequest(RequestEvent event) {
        try {
            requests.handle(
                    (SIPRequest) event.getRequest(), event.getServerTransaction(), addresses.get(event.getSource()));
        } catch (RuntimeException e) { // the stack would swallow it
            InetSocketAddress source = ServerExchange.sourceOf((SIPRequest) event.getRequest());
            log.debug("{} from {} failed", event.getRequest().getMethod(), source, e);
            badMessages.add(source, event.getRequest().getMethod() + " failed: " + MessageGuard.oneLine(e.toString()));
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        SIPResponse response = (SIPResponse) event.getResponse();
        if (event.getClientTransaction() != null
                && event.getClientTransaction().getApplicationData() instanceof Exchange exchange) {
            exchange.loop().execute(() -> exchange.onResponse().accept(response));
            return;
        }
        if (response.getCSeq().getMethod().equals("INVITE") && response.getStatusCode() / 100 == 2) {
            calls.find(response.getCallId().getCallId(), response.getFromTag())
                    .ifPresent(call -> call.loop().execute(() -> call.onStrayAnswer(response)));
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()
                && event.getClientTransaction().getApplicationData() instanceof Exchange exchange) {
            String method = event.getClientTransaction().getRequest().getMethod();
            EndReason reason = new EndReason.TimedOut("response to " + method);
            exchange.loop().execute(() -> exchange.onSilence().accept(reason));
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        log.debug("cannot reach {}:{} by {}", event.getHost(), event.getPort(), event.getTransport());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
