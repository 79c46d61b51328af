package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.IncomingMessage;
import io.patchbay.sip.MessageSource;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A MESSAGE and how to answer it. Any thread. */
final class ReceivedMessage implements IncomingMessage {
    private final Responses responses;
    private final ServerExchange exchange;
    private final MessageSource source;
    private final String toTag;
    private final Optional<String> device;
    private final Consumer<Refusal> onRefused;

    /** @param onRefused told of each refusal, for the log */
    ReceivedMessage(
            Responses responses,
            ServerExchange exchange,
            String toTag,
            Optional<String> device,
            Consumer<Refusal> onRefused) {
        this.responses = responses;
        this.exchange = exchange;
        this.source = exchange.origin();
        this.toTag = toTag;
        this.device = device;
        this.onRefused = onRefused;
    }

    @Override
    public SipAddress from() {
        return Uris.read(exchange.request().getFrom().getAddress());
    }

    @Override
    public SipUri requestUri() {
        return Uris.read(exchange.request().getRequestURI());
    }

    @Override
    public MessageSource source() {
        return source;
    }

    @Override
    public Optional<String> authenticatedDevice() {
        return device;
    }

    @Override
    public List<HeaderField> headers(Collection<String> names) {
        return Headers.read(exchange.request(), names);
    }

    @Override
    public Optional<Body> body() {
        return BodyReader.whole(exchange.request());
    }

    /** RFC 3428 §7: a response has neither body nor Contact. */
    @Override
    public void accept() {
        exchange.send(responses.make(exchange.request(), 200, "OK", toTag));
    }

    @Override
    public void refuse(Refusal refusal) {
        onRefused.accept(refusal);
        exchange.send(responses.refusal(exchange.request(), refusal, toTag));
    }

    @Override
    public void refuseType(List<String> accepted, String why) {
        Refusal refusal = new Refusal(415, "Unsupported Media Type", why);
        onRefused.accept(refusal);
        SIPResponse response = responses.refusal(exchange.request(), refusal, toTag);
        accepted.forEach(type -> Headers.add(response, "Accept", type));
        exchange.send(response);
    }
}
