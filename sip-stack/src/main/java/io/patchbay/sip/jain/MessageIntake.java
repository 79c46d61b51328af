package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import io.patchbay.sip.MessageSource;
import io.patchbay.sip.SipApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where bytes become messages and messages reach their transaction. Runs on the transport's thread and lets nothing through
 * that would end it.
 */
final class MessageIntake {
    private static final Logger log = LoggerFactory.getLogger(MessageIntake.class);

    private final SIPTransactionStack stack;
    private final MessageGuard guard;
    private final BadMessages badMessages;
    private final SipApplication application;
    private final String server;
    private volatile Consumer<Destination> onClosed = way -> {};

    MessageIntake(
            SIPTransactionStack stack,
            MessageGuard guard,
            BadMessages badMessages,
            SipApplication application,
            String server) {
        this.stack = stack;
        this.guard = guard;
        this.badMessages = badMessages;
        this.application = application;
        this.server = server;
    }

    /** Says who is told, on a transport's thread, of each connection that has closed. */
    void onClosed(Consumer<Destination> told) {
        onClosed = told;
    }

    void closed(PeerChannel connection, String transport) {
        onClosed.accept(new Destination(connection.peer(), transport.toLowerCase(Locale.ROOT)));
    }

    int maxMessageSize() {
        return guard.maxSize();
    }

    /** Whether {@code peer} may send what it likes in vain. */
    boolean ignores(InetAddress peer) {
        return application.ignores(peer);
    }

    /** Whether the keep-alives of {@code source} are answered. */
    boolean hears(InetSocketAddress source) {
        return !ignores(source.getAddress())
                && application
                        .screen(new MessageSource(source, "udp", List.of()), "STUN")
                        .isEmpty();
    }

    void take(byte[] bytes, int length, PeerChannel channel) {
        if (ignores(channel.peer().getAddress())) {
            return;
        }
        try {
            SIPMessage message = guard.read(bytes, length);
            tagWithSource(message, channel);
            if (message instanceof SIPRequest request) {
                dispatch(request, channel);
            } else {
                dispatch((SIPResponse) message, channel);
            }
        } catch (BadMessageException e) {
            reject(bytes, length, channel, e);
        } catch (Exception | StackOverflowError e) {
            report(channel.peer(), e);
        }
    }

    /** The stack failed on a message that had passed the guard: to be looked into, but its sender may repeat it for ever. */
    private void report(InetSocketAddress source, Throwable problem) {
        log.debug("a message from {} failed within the SIP stack", source, problem);
        badMessages.add(source, "failed within the SIP stack: " + MessageGuard.oneLine(problem.toString()));
    }

    /** Counts the message and, where its sender is heard and can read an answer, sends 400. */
    void reject(byte[] bytes, int length, PeerChannel channel, BadMessageException problem) {
        InetSocketAddress source = channel.peer();
        badMessages.add(source, problem.getMessage());
        Optional<byte[]> answer = BadRequest.answer(bytes, length, server, problem);
        try {
            if (answer.isPresent()
                    && application.screen(channel.source(), "unreadable").isEmpty()) {
                channel.send(answer.get(), null);
            }
        } catch (IOException | RuntimeException e) {
            log.debug("cannot send 400 to {}: {}", source, e.getMessage());
        }
    }

    private static void tagWithSource(SIPMessage message, PeerChannel channel) throws BadMessageException {
        InetSocketAddress source = channel.peer();
        message.setRemoteAddress(source.getAddress());
        message.setRemotePort(source.getPort());
        message.setLocalAddress(channel.getMessageProcessor().getIpAddress());
        message.setLocalPort(channel.getPort());
        message.setPeerPacketSourceAddress(source.getAddress());
        message.setPeerPacketSourcePort(source.getPort());
        if (message instanceof SIPRequest) {
            tagVia(message.getTopmostVia(), channel);
        }
    }

    /**
     * RFC 3261 §18.2.1 and RFC 3581 §4. What the sender claims of itself does not count: with a {@code maddr} or
     * {@code received} of its own it could point our responses at others.
     */
    private static void tagVia(Via via, PeerChannel channel) throws BadMessageException {
        if (!Uris.isSameTransport(channel.getTransport(), via.getTransport())) {
            throw new BadMessageException(
                    "a Via of " + MessageGuard.oneLine(via.getTransport()) + " that came by " + channel.getTransport());
        }
        InetSocketAddress source = channel.peer();
        try {
            via.removeParameter(Via.MADDR);
            via.setParameter(Via.RECEIVED, source.getAddress().getHostAddress());
            if (via.hasParameter(Via.RPORT)) {
                via.setParameter(Via.RPORT, Integer.toString(source.getPort()));
            }
        } catch (ParseException e) {
            throw new BadMessageException("a Via that cannot be completed");
        }
    }

    private void dispatch(SIPRequest request, PeerChannel channel) throws Exception {
        ServerRequestInterface receiver = stack.newSIPServerRequest(request, channel);
        if (receiver == null) {
            return; // the gate refused it, or a copy of it is being worked on at this moment
        }
        try {
            receiver.processRequest(request, channel);
        } finally {
            release(receiver);
        }
    }

    private void dispatch(SIPResponse response, PeerChannel channel) throws Exception {
        channel.onResponse(response);
        ServerResponseInterface receiver = stack.newSIPServerResponse(response, channel);
        if (receiver == null) {
            return;
        }
        try {
            if (!(receiver instanceof SIPClientTransaction client) || client.checkFromTag(response)) {
                receiver.processResponse(response, channel);
            }
        } finally {
            release(receiver);
        }
    }

    /** Answers a request of ours with 503 in its peer's place: it cannot reach it (RFC 3261 §8.1.3.1). */
    void fail(SIPRequest request, PeerChannel channel, String problem) {
        SIPResponse response = request.createResponse(503, "Service Unavailable");
        response.addHeader(Headers.reason(503, problem));
        try {
            tagWithSource(response, channel);
            dispatch(response, channel);
        } catch (Exception e) {
            log.error("a transport failure could not be told to its transaction", e);
        }
    }

    /** The stack locks a transaction while a message is in it and unlocks it itself only where it told its listener. */
    private static void release(Object receiver) {
        if (receiver instanceof SIPTransaction transaction && !transaction.passToListener()) {
            transaction.releaseSem();
        }
    }
}
