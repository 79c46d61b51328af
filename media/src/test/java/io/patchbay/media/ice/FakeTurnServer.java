package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ice4j.StunException;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.attribute.LifetimeAttribute;
import org.ice4j.message.Message;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;
import org.ice4j.message.Response;

/** The socket of a call, with a TURN server right behind it that knows user "u" with password "p" in realm "r". */
final class FakeTurnServer implements IceBase {
    static final InetSocketAddress ADDRESS = FakeNetwork.at(3478);
    static final InetSocketAddress RELAYED = FakeNetwork.at(50_000);
    static final InetSocketAddress MAPPED = FakeNetwork.at(40_000);

    final List<String> asked = new ArrayList<>();
    final List<byte[]> data = new ArrayList<>(); // ChannelData and Send indications
    String nonce = "first";
    boolean silent;
    private final List<byte[]> answers = new ArrayList<>();

    @Override
    public CandidateType type() {
        return CandidateType.HOST;
    }

    @Override
    public InetSocketAddress address() {
        return FakeNetwork.at(1);
    }

    @Override
    public int localPreference() {
        return 1;
    }

    @Override
    public boolean send(byte[] buffer, int offset, int length, InetSocketAddress to) {
        byte[] message = Arrays.copyOfRange(buffer, offset, offset + length);
        if (message[0] != 0 || message[1] == 0x16) {
            data.add(message);
            return true;
        }
        try {
            take((Request) Message.decode(message, 0, length));
        } catch (StunException e) {
            throw new IllegalStateException(e);
        }
        return true;
    }

    private void take(Request request) throws StunException {
        LifetimeAttribute lifetime = (LifetimeAttribute) request.getAttribute(Attribute.LIFETIME);
        asked.add(request.getName() + (lifetime == null ? "" : " " + lifetime.getLifetime()));
        if (silent) {
            return;
        }
        if (!request.containsAttribute(Attribute.NONCE)) {
            answer(request, error(401), null);
        } else if (!new String(value(request, Attribute.NONCE), StandardCharsets.UTF_8).equals(nonce)) {
            answer(request, error(438), null);
        } else {
            Response response = MessageFactory.createAllocationResponse(request, of(MAPPED), of(RELAYED), 600);
            answer(request, response, "u:r:p");
        }
    }

    private Response error(int code) throws StunException {
        Response response = MessageFactory.createAllocationErrorResponse((char) code, "No");
        response.putAttribute(AttributeFactory.createRealmAttribute("r".getBytes(StandardCharsets.UTF_8)));
        response.putAttribute(AttributeFactory.createNonceAttribute(nonce.getBytes(StandardCharsets.UTF_8)));
        return response;
    }

    private void answer(Request request, Response response, String key) throws StunException {
        response.setTransactionID(request.getTransactionID());
        if (key != null) {
            response.putAttribute(new KeyedIntegrity(md5(key)));
        }
        answers.add(response.encode(null));
    }

    private static byte[] md5(String text) {
        try {
            return java.security.MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] value(Message message, char type) {
        Attribute attribute = message.getAttribute(type);
        byte[] encoded = attribute.encode();
        return Arrays.copyOfRange(encoded, 4, 4 + attribute.getDataLength());
    }

    private static TransportAddress of(InetSocketAddress address) {
        return new TransportAddress(address.getAddress(), address.getPort(), Transport.UDP);
    }

    /** Hands over what was answered so far, and what is answered to that. */
    void deliverTo(java.util.function.Consumer<byte[]> receiver) {
        while (!answers.isEmpty()) {
            receiver.accept(answers.remove(0));
        }
    }
}
