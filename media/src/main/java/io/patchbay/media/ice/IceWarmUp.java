package io.patchbay.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.ice4j.StunException;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;

/** Readies ice4j, which reads its configuration and loads Kotlin at first use: better not in a media loop. */
public final class IceWarmUp {
    private IceWarmUp() {}

    /** Handles one connectivity check that nobody sent. Any thread. */
    public static void prime() {
        IceLiteAgent agent = new IceLiteAgent(new Nobody(), Duration.ofSeconds(30));
        byte[] check = check(agent.credentials());
        Answers answers = new Answers();
        if (!agent.onStun(check, 0, check.length, answers, System.nanoTime()) || answers.count != 1) {
            throw new IllegalStateException("ice4j does not answer its own connectivity check on this Java");
        }
    }

    private static byte[] check(IceCredentials credentials) {
        try {
            Request request = MessageFactory.createBindingRequest(1, true, 1);
            request.setTransactionID(new byte[12]);
            request.putAttribute(AttributeFactory.createUsernameAttribute(credentials.usernameFragment() + ":x"));
            request.putAttribute(new KeyedIntegrity(credentials.password().getBytes(StandardCharsets.UTF_8)));
            request.putAttribute(AttributeFactory.createFingerprintAttribute());
            return request.encode(null);
        } catch (StunException e) {
            throw new IllegalStateException("ice4j does not make a connectivity check", e);
        }
    }

    private static final class Nobody implements IceListener {
        @Override
        public void onState(IceAgentState state) {}

        @Override
        public void onSelected(IceTuple tuple) {}

        @Override
        public void onTupleAdded(IceTuple tuple) {}

        @Override
        public void onTupleRemoved(IceTuple tuple) {}

        @Override
        public void onRetired(IceCredentials credentials) {}
    }

    private static final class Answers implements IceTuple {
        private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        private int count;

        @Override
        public InetSocketAddress localAddress() {
            return address;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return address;
        }

        @Override
        public boolean tcp() {
            return false;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length) {
            count++;
            return true;
        }
    }
}
