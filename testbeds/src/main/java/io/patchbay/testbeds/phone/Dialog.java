package io.patchbay.testbeds.phone;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A dialog's headers (RFC 3261 §12): writes the requests within a call. Belongs to the SIP thread. */
final class Dialog {
    private final Phone phone;
    private final String callId;
    private final String localHeader;
    private String remoteHeader;
    private String remoteTarget;
    private List<String> routes = List.of();
    private boolean established;
    private long sequence;

    private Dialog(Phone phone, String callId, String localHeader, String remoteHeader, String remoteTarget) {
        this.phone = phone;
        this.callId = callId;
        this.localHeader = localHeader;
        this.remoteHeader = remoteHeader;
        this.remoteTarget = remoteTarget;
    }

    /** One that our INVITE begins. */
    static Dialog toward(Phone phone, String callId, String uri, String localTag) {
        String from = "<sip:%s@%s>;tag=%s".formatted(phone.settings().user(), Phone.hostPort(phone.server()), localTag);
        return new Dialog(phone, callId, from, "<" + uri + ">", uri);
    }

    /** One that an INVITE to us begins (RFC 3261 §12.1.1). */
    static Dialog of(Phone phone, SipMessage invitation, String localTag) {
        Dialog dialog = new Dialog(
                phone,
                invitation.callId(),
                invitation.header("To") + ";tag=" + localTag,
                invitation.header("From"),
                SipMessage.uriIn(invitation.header("Contact")));
        dialog.routes = invitation.all("Record-Route");
        dialog.established = true;
        return dialog;
    }

    /** Our INVITE was answered (RFC 3261 §12.1.2). */
    void establish(SipMessage answer) {
        remoteHeader = answer.header("To");
        remoteTarget = SipMessage.uriIn(answer.header("Contact"));
        List<String> recorded = new ArrayList<>(answer.all("Record-Route"));
        Collections.reverse(recorded);
        routes = recorded;
        established = true;
    }

    String remoteTarget() {
        return remoteTarget;
    }

    /** A new request. */
    SipMessage request(String method) {
        return request(method, ++sequence);
    }

    /** ACK for a 2xx (RFC 3261 §13.2.2.4). */
    SipMessage ack(SipMessage invite) {
        return request("ACK", invite.cseq());
    }

    private SipMessage request(String method, long cseq) {
        SipMessage request = SipMessage.request(method, remoteTarget)
                .add("Via", phone.via())
                .add("Max-Forwards", "70")
                .add("From", localHeader)
                .add("To", remoteHeader)
                .add("Call-ID", callId)
                .add("CSeq", cseq + " " + method);
        routes.forEach(route -> request.add("Route", route));
        return request;
    }

    /** CANCEL of an INVITE: its headers and its branch (RFC 3261 §9.1). */
    static SipMessage cancel(SipMessage invite) {
        return like(invite, "CANCEL", invite.header("To"));
    }

    /** ACK for a refusal: the INVITE's branch, the response's To (RFC 3261 §17.1.1.3). */
    static SipMessage ackRefusal(SipMessage invite, SipMessage refusal) {
        return like(invite, "ACK", refusal.header("To"));
    }

    private static SipMessage like(SipMessage invite, String method, String to) {
        return SipMessage.request(method, invite.uri())
                .add("Via", invite.header("Via"))
                .add("Max-Forwards", "70")
                .add("From", invite.header("From"))
                .add("To", to)
                .add("Call-ID", invite.callId())
                .add("CSeq", invite.cseq() + " " + method);
    }

    /** Where requests within the call go: the first route, else the far side's contact. */
    InetSocketAddress nextHop() {
        if (!established) {
            return phone.server();
        }
        return addressIn(routes.isEmpty() ? remoteTarget : SipMessage.uriIn(routes.get(0)));
    }

    /** Where a SIP URI with a numeric host leads. */
    private static InetSocketAddress addressIn(String uri) {
        String rest = uri.substring(uri.indexOf(':') + 1);
        rest = rest.substring(rest.indexOf('@') + 1);
        int semicolon = rest.indexOf(';');
        String hostPort = semicolon < 0 ? rest : rest.substring(0, semicolon);
        int colon = hostPort.indexOf(':');
        return colon < 0
                ? new InetSocketAddress(hostPort, 5060)
                : new InetSocketAddress(hostPort.substring(0, colon), Integer.parseInt(hostPort.substring(colon + 1)));
    }
}
