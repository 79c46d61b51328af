package io.patchbay.sip.jain;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;

/**
 * What both ends remember of a dialog (RFC 3261 §12): its ids, sequence numbers, route set and remote target. The stack's
 * own dialogs are switched off, since they answer 481, 482, 491 and 500 by themselves, without a Reason and unseen. Belongs
 * to its call's loop.
 */
final class SipDialog {
    private final String callId;
    private final Address localParty;
    private final String localTag;
    private final Address remoteParty;
    private final String remoteTag;
    private final LocalAddress local;
    private Destination flow; // where the far end's requests came from last, or our first one went
    private boolean isDirect;
    private List<Address> routeSet;
    private URI remoteTarget;
    private long localCseq;
    private long remoteCseq;

    private SipDialog(
            SIPMessage message,
            Party us,
            Party them,
            List<Address> routeSet,
            LocalAddress local,
            Destination flow,
            boolean isDirect) {
        this.callId = message.getCallId().getCallId();
        this.localParty = us.address;
        this.localTag = us.tag;
        this.remoteParty = them.address;
        this.remoteTag = them.tag;
        this.routeSet = routeSet;
        this.local = local;
        this.flow = flow;
        this.isDirect = isDirect;
        this.remoteTarget = contactOf(message);
    }

    /** The dialog that our 1xx or 2xx with {@code localTag} to {@code invite} makes (RFC 3261 §12.1.1). */
    static SipDialog asServer(SIPRequest invite, String localTag, LocalAddress local, Destination source) {
        SipDialog dialog = new SipDialog(
                invite,
                new Party(invite.getTo().getAddress(), localTag),
                new Party(invite.getFrom().getAddress(), invite.getFromTag()),
                recordRoute(invite),
                local,
                source,
                invite.getViaHeaders().size() == 1);
        dialog.remoteCseq = invite.getCSeq().getSeqNumber();
        return dialog;
    }

    /** The dialog that a response to our {@code invite} makes (RFC 3261 §12.1.2). */
    static SipDialog asClient(SIPRequest invite, SIPResponse response, LocalAddress local, Destination target) {
        List<Address> routes = recordRoute(response);
        Collections.reverse(routes);
        SipDialog dialog = new SipDialog(
                response,
                new Party(invite.getFrom().getAddress(), invite.getFromTag()),
                new Party(response.getTo().getAddress(), response.getToTag()),
                routes,
                local,
                target,
                routes.isEmpty());
        dialog.localCseq = invite.getCSeq().getSeqNumber();
        return dialog;
    }

    /** The 2xx to our INVITE came: its route set and Contact hold, the sequence numbers go on (RFC 3261 §13.2.2.4). */
    void confirm(SIPResponse ok) {
        routeSet = recordRoute(ok);
        Collections.reverse(routeSet);
        isDirect = routeSet.isEmpty();
        refreshTarget(ok);
    }

    String localTag() {
        return localTag;
    }

    /** Who we are in this dialog. */
    URI localUri() {
        return localParty.getURI();
    }

    String remoteTag() {
        return remoteTag;
    }

    LocalAddress local() {
        return local;
    }

    String transport() {
        return flow.transport();
    }

    boolean isWith(String tag) {
        return remoteTag == null ? tag == null : remoteTag.equals(tag);
    }

    /** Whether {@code request} is in sequence; one that isn't is answered 500 (RFC 3261 §12.2.2). */
    boolean accepts(SIPRequest request) {
        long cseq = request.getCSeq().getSeqNumber();
        if (cseq <= remoteCseq) {
            return false;
        }
        remoteCseq = cseq;
        return true;
    }

    /** A target refresh: a re-INVITE or the 2xx to one may name a new Contact (RFC 3261 §12.2). */
    void refreshTarget(SIPMessage message) {
        URI contact = contactOf(message);
        if (contact != null) {
            remoteTarget = contact;
        }
    }

    /** As {@link #refreshTarget(SIPMessage)}; a far end without a proxy between may have moved, so that its packets tell the way. */
    void refreshTarget(ServerExchange exchange) {
        refreshTarget(exchange.request());
        if (isDirect && exchange.request().getViaHeaders().size() == 1) {
            flow = new Destination(exchange.source(), exchange.transport());
        }
    }

    /** The next request of this dialog (RFC 3261 §12.2.1.1). */
    SIPRequest request(String method, String branch) {
        return build(method, ++localCseq, branch);
    }

    /** How many bytes the headers of such a request take up, without those of a body. */
    int headSize(String method) {
        return build(method, localCseq + 1, ClientRequests.newBranch()).encode().length();
    }

    /** Whether requests go straight to the far end, by a transport that slows down when the network is full (RFC 3261 §18.1.1). */
    boolean mindsCongestion() {
        return isDirect && routeSet.isEmpty() && !destination().transport().equals("udp");
    }

    /** The ACK for a 2xx: the INVITE's number, a transaction of its own (RFC 3261 §13.2.2.4). */
    SIPRequest ack(long inviteCseq, String branch) {
        return build("ACK", inviteCseq, branch);
    }

    private SIPRequest build(String method, long cseq, String branch) {
        boolean strict = !routeSet.isEmpty() && !isLoose(routeSet.get(0));
        URI requestUri = strict ? routeSet.get(0).getURI() : remoteTarget();
        SIPRequest request = new RequestDraft(
                        method, requestUri, callId, cseq, localParty, localTag, remoteParty, remoteTag)
                .write(local, destination().transport(), branch);
        // RFC 3261 §12.2.1.1: a strict router is named by the Request-URI, the target comes last.
        List<Address> routes = new ArrayList<>(strict ? routeSet.subList(1, routeSet.size()) : routeSet);
        if (strict) {
            AddressImpl target = new AddressImpl();
            target.setURI(remoteTarget());
            routes.add(target);
        }
        for (Address address : routes) {
            Route route = new Route();
            route.setAddress((Address) address.clone());
            request.addHeader(route);
        }
        return request;
    }

    private static boolean isLoose(Address route) {
        return route.getURI() instanceof SipURI sip && sip.hasLrParam();
    }

    private URI remoteTarget() {
        return remoteTarget == null ? remoteParty.getURI() : remoteTarget;
    }

    /**
     * Where the next request goes. A proxy in the route set is where it says. A peer without one between is reached by the
     * TCP connection that its INVITE came by, while that is open; else at its Contact, unless that names another host than
     * its packets come from: then it is behind NAT and only the way its INVITE came leads back.
     */
    Destination destination() {
        if (!routeSet.isEmpty()) {
            return destinationOf(routeSet.get(0).getURI());
        }
        Destination contact = destinationOf(remoteTarget());
        boolean isBehindNat =
                !contact.address().getAddress().equals(flow.address().getAddress());
        boolean isBound = Outbound.isFlow(remoteTarget()); // RFC 5626 §5.3
        return isDirect && (isBehindNat || isBound || local.isConnected(flow)) ? flow : contact;
    }

    /** The address that {@code uri} names, or the INVITE's source where it names a host: nothing here waits for DNS. */
    private Destination destinationOf(URI uri) {
        String transport = Uris.transportOf(uri);
        return Uris.literalAddress(uri)
                .filter(address -> local.speaks(transport))
                .map(address -> new Destination(address, transport))
                .orElse(flow);
    }

    private static URI contactOf(SIPMessage message) {
        ContactHeader contact = message.getContactHeader();
        return contact == null || contact.isWildCard()
                ? null
                : contact.getAddress().getURI();
    }

    private static List<Address> recordRoute(SIPMessage message) {
        List<Address> routes = new ArrayList<>();
        RecordRouteList list = message.getRecordRouteHeaders();
        if (list != null) {
            for (RecordRoute route : list) {
                routes.add(route.getAddress());
            }
        }
        return routes;
    }

    private record Party(Address address, String tag) {}
}
