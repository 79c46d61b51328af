package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.patchbay.sip.MessageSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import javax.sip.address.Hop;

/**
 * The way to one peer, as the stack's transactions see it. What it says never changes, unlike the stack's own channels, which
 * one thread reuses for message after message while transactions still hold them.
 */
abstract class PeerChannel extends MessageChannel implements RawMessageChannel {
    private final InetSocketAddress peer;

    PeerChannel(MessageProcessor transport, InetSocketAddress peer) {
        this.messageProcessor = transport;
        this.peer = peer;
    }

    final InetSocketAddress peer() {
        return peer;
    }

    /** Whom its messages come from. Any thread. */
    MessageSource source() {
        return new MessageSource(peer, getTransport().toLowerCase(Locale.ROOT), List.of());
    }

    /** A response came by this way. */
    void onResponse(SIPResponse response) {}

    /** The stack acknowledges the 503 that stands for a broken connection; nobody is there to hear it. */
    static boolean isAck(SIPMessage message) {
        return message instanceof SIPRequest request && request.getMethod().equals("ACK");
    }

    /** Sends to the peer. Any thread; does not wait. */
    abstract void send(byte[] message, SIPMessage parsed) throws IOException;

    @Override
    public final void sendMessage(SIPMessage message) throws IOException {
        send(message.encodeAsBytes(getTransport()), message);
        logMessage(message, peer.getAddress(), peer.getPort(), System.currentTimeMillis());
    }

    @Override
    public final void sendMessage(SIPMessage message, Hop hop) throws IOException {
        sendMessage(message);
    }

    @Override
    public final void sendMessage(SIPMessage message, InetAddress address, int port) throws IOException {
        sendMessage(message);
    }

    @Override
    protected final void sendMessage(byte[] message, InetAddress address, int port, boolean retry) throws IOException {
        send(message, null);
    }

    /** Messages to our own address take the way over the network as well: the stack's short cut is not used. */
    @Override
    public final void processMessage(SIPMessage message) {
        throw new UnsupportedOperationException("messages come in by MessageIntake only");
    }

    /** A word that no transport is called by, so that the stack does not take its short cut to an address of ours. */
    @Override
    protected final String getPeerProtocol() {
        return "network";
    }

    @Override
    public final SIPTransactionStack getSIPStack() {
        return messageProcessor.getSIPStack();
    }

    @Override
    public final String getTransport() {
        return messageProcessor.getTransport();
    }

    @Override
    public final boolean isSecure() {
        return messageProcessor.isSecure();
    }

    @Override
    public final String getPeerAddress() {
        return peer.getAddress().getHostAddress();
    }

    @Override
    protected final InetAddress getPeerInetAddress() {
        return peer.getAddress();
    }

    @Override
    public final int getPeerPort() {
        return peer.getPort();
    }

    @Override
    public final int getPeerPacketSourcePort() {
        return peer.getPort();
    }

    @Override
    public final InetAddress getPeerPacketSourceAddress() {
        return peer.getAddress();
    }

    @Override
    public final String getKey() {
        return getKey(peer.getAddress(), peer.getPort(), getTransport());
    }

    @Override
    public final String getViaHost() {
        return messageProcessor.getIpAddress().getHostAddress();
    }

    @Override
    public final int getViaPort() {
        return messageProcessor.getPort();
    }
}
