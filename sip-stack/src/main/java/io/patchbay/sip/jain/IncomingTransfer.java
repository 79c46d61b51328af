package io.patchbay.sip.jain;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.ReferTo;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.Transfer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.sip.header.ReferToHeader;

/** A REFER of the far end within the call, and our NOTIFYs about it (RFC 3515 §2.4). Belongs to the call's loop. */
final class IncomingTransfer implements Transfer {
    private static final int EXPIRES = 180; // seconds: longer than a phone rings

    private enum Phase {
        ASKED,
        ACCEPTED,
        DONE
    }

    private final CallSession call;
    private final ServerExchange refer;
    private final boolean isWatched; // whether the far end wants NOTIFYs (RFC 4488)
    private Phase phase = Phase.ASKED;

    IncomingTransfer(CallSession call, ServerExchange refer) {
        this.call = call;
        this.refer = refer;
        this.isWatched =
                !Headers.value(refer.request(), "Refer-Sub").toLowerCase().startsWith("false");
    }

    boolean isDone() {
        return phase == Phase.DONE;
    }

    /** Why {@code refer} makes no sense; empty where it does. */
    static Optional<Refusal> faultOf(SIPRequest refer) {
        if (!(refer.getHeader(ReferToHeader.NAME) instanceof ReferTo to)) {
            return Optional.of(new Refusal(400, "Bad Request", "a REFER needs one Refer-To (RFC 3515 §2.4.2)"));
        }
        boolean isInvite = !(to.getAddress().getURI() instanceof SipUri uri)
                || uri.getMethodParam() == null
                || uri.getMethodParam().equalsIgnoreCase("INVITE");
        return isInvite
                ? Optional.empty()
                : Optional.of(new Refusal(501, "Not Implemented", "a REFER can ask for an INVITE only here"));
    }

    private ReferTo referTo() {
        return (ReferTo) refer.request().getHeader(ReferToHeader.NAME);
    }

    @Override
    public io.patchbay.sip.SipUri target() {
        return Uris.read(referTo().getAddress().getURI());
    }

    @Override
    public Optional<String> replaces() {
        return referTo().getAddress().getURI() instanceof SipUri uri
                ? Optional.ofNullable(uri.getHeader("Replaces")).map(Uris::unescape)
                : Optional.empty();
    }

    @Override
    public void accept() {
        call.loop().assertOwner();
        if (phase != Phase.ASKED) {
            return;
        }
        phase = Phase.ACCEPTED;
        SIPResponse accepted = call.agent.responses().make(refer.request(), 202, "Accepted", call.localTag());
        call.agent.responses().withContact(accepted, refer.contact());
        if (!isWatched) {
            Headers.add(accepted, "Refer-Sub", "false");
        }
        refer.send(accepted);
        tell(100, "Trying");
    }

    @Override
    public void refuse(Refusal refusal) {
        call.loop().assertOwner();
        if (phase == Phase.ASKED) {
            phase = Phase.DONE;
            refer.send(call.agent.responses().refusal(refer.request(), refusal, call.localTag()));
        }
    }

    @Override
    public void progress(int status, String phrase) {
        call.loop().assertOwner();
        if (phase == Phase.ACCEPTED) {
            phase = status >= 200 ? Phase.DONE : phase;
            tell(status, phrase);
        }
    }

    private void tell(int status, String phrase) {
        if (!isWatched || !call.state().isLive()) {
            return;
        }
        String state = status >= 200 ? "terminated;reason=noresource" : "active;expires=" + EXPIRES;
        String fragment = "SIP/2.0 " + status + " " + MessageGuard.oneLine(phrase) + "\r\n";
        Body body = new Body("message/sipfrag;version=2.0", fragment.getBytes(StandardCharsets.UTF_8));
        long id = refer.request().getCSeq().getSeqNumber();
        call.requests()
                .send(
                        call.dialog(),
                        "NOTIFY",
                        notify -> {
                            Headers.add(notify, "Event", "refer;id=" + id);
                            Headers.add(notify, "Subscription-State", state);
                            Responses.setBody(notify, body);
                        },
                        DialogRequests.Outcome.logged("NOTIFY"));
    }
}
