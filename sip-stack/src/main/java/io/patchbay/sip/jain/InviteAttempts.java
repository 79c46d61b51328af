package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.CallId;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.SipTarget;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;

/** Writes the INVITEs of one call: one for each target, and again with credentials where it is challenged. */
final class InviteAttempts {
    private static final int LARGEST_FOR_UDP = 1300; // bytes
    private static final int MOST_REDIRECTIONS = 5;

    private final AgentContext agent;
    private final CallId callId;
    private final String localTag;
    private final OutgoingInvite invite;
    private final SessionTimer timer;
    private final InviteAttempt first;
    private List<SipTarget> targets; // those of the invite, and where they redirect to
    private int redirections;
    private long cseq;

    /** @throws IllegalArgumentException where a target's Request-URI is no SIP URI */
    InviteAttempts(AgentContext agent, CallId callId, String localTag, OutgoingInvite invite, SessionTimer timer) {
        this.agent = agent;
        this.callId = callId;
        this.localTag = localTag;
        this.invite = invite;
        this.timer = timer;
        this.targets = new ArrayList<>(invite.targets());
        InviteAttempt asGiven = write(0);
        List<SipTarget> withTcp = withTcpFirst(asGiven);
        if (withTcp.size() > targets.size()) {
            this.targets = withTcp;
            cseq = 0;
            asGiven = write(0);
        }
        this.first = asGiven;
    }

    /**
     * RFC 3261 §18.1.1: a request that might not fit into a datagram on its way goes by TCP, and by UDP where that is
     * refused. Not to who chose UDP itself, and not where TCP was tried in vain not long ago.
     */
    private List<SipTarget> withTcpFirst(InviteAttempt asGiven) {
        if (asGiven.request().encodeAsBytes("udp").length <= LARGEST_FOR_UDP) {
            return targets;
        }
        List<SipTarget> all = new ArrayList<>();
        for (SipTarget target : targets) {
            Destination byTcp = new Destination(target.address(), "tcp");
            if (target.transport().equals("udp")
                    && !target.isFlow()
                    && agent.addresses().towards(byTcp).isWorthConnecting(byTcp)) {
                all.add(new SipTarget(target.requestUri(), target.address(), "tcp"));
            }
            all.add(target);
        }
        return all;
    }

    InviteAttempt first() {
        return first;
    }

    /** The next target's; empty where none is left. */
    SipTarget target(InviteAttempt of) {
        return targets.get(of.index());
    }

    Optional<InviteAttempt> after(InviteAttempt last) {
        int next = last.index() + 1;
        return next < targets.size() ? Optional.of(write(next)) : Optional.empty();
    }

    /** {@code challenged} once more, with credentials (RFC 3261 §22.2); empty where we have none, or they were wrong. */
    Optional<InviteAttempt> answering(InviteAttempt challenged, SIPResponse challenge) {
        if (challenged.proven()) {
            return Optional.empty();
        }
        return DigestClient.answer(challenged.request(), challenge, realm -> invite.credentials()
                        .or(() -> agent.application().credentialsFor(realm, invite)))
                .map(answer -> {
                    InviteAttempt again = write(challenged.index());
                    again.request().addHeader(Headers.of(answer.header(), answer.value()));
                    return new InviteAttempt(again.index(), again.request(), again.destination(), again.local(), true);
                });
    }

    /** {@code tooBrief} once more, with the session interval that its 422 asked for (RFC 4028 §7.4). */
    Optional<InviteAttempt> withLongerSession(InviteAttempt tooBrief, SIPResponse response) {
        return timer.raise(response) ? Optional.of(write(tooBrief.index())) : Optional.empty();
    }

    /**
     * Where a 3xx leads (RFC 3261 §8.1.3.4), as far as we follow: to other users of the same host and port, each once, five
     * times at most. Whoever is called must not decide which other hosts are.
     */
    Optional<InviteAttempt> redirected(InviteAttempt from, SIPResponse response) {
        SipTarget asked = targets.get(from.index());
        for (Iterator<?> contacts = response.getHeaders(ContactHeader.NAME); contacts.hasNext(); ) {
            if (contacts.next() instanceof ContactHeader contact
                    && !contact.isWildCard()
                    && contact.getAddress().getURI() instanceof SipURI uri
                    && isSameHost(uri, asked)
                    && targets.stream().noneMatch(known -> known.requestUri().equals(uri.toString()))
                    && redirections < MOST_REDIRECTIONS) {
                redirections++;
                targets.add(
                        from.index() + 1,
                        new SipTarget(
                                uri.toString(), asked.address(), asked.transport(), asked.isFlow(), asked.path()));
                return Optional.of(write(from.index() + 1));
            }
        }
        return Optional.empty();
    }

    private static boolean isSameHost(SipURI uri, SipTarget asked) {
        boolean isNamedAlike = Uris.parse(asked.requestUri()) instanceof SipURI known
                && known.getHost().equalsIgnoreCase(uri.getHost())
                && known.getPort() == uri.getPort();
        boolean isItsAddress = uri.getHost().equals(asked.address().getAddress().getHostAddress())
                && (uri.getPort() < 0 || uri.getPort() == asked.address().getPort());
        return isNamedAlike || isItsAddress;
    }

    private InviteAttempt write(int index) {
        SipTarget target = targets.get(index);
        URI requestUri = Uris.parse(target.requestUri());
        if (!requestUri.isSipURI()) {
            throw new IllegalArgumentException("not a SIP URI: " + target.requestUri());
        }
        Destination destination = new Destination(target.address(), target.transport());
        LocalAddress local = agent.addresses().towards(target);
        SIPRequest request = new RequestDraft(
                        "INVITE",
                        requestUri,
                        callId.value(),
                        ++cseq,
                        Uris.write(invite.from()),
                        localTag,
                        Uris.write(invite.to()),
                        null)
                .write(local, target.transport(), ClientRequests.newBranch());
        Headers.addRoute(request, target);
        Capabilities.write(request);
        timer.ask(request);
        invite.headers().forEach(header -> Headers.add(request, header.name(), header.value()));
        Responses.setBody(request, invite.offer());
        return new InviteAttempt(index, request, destination, local, false);
    }
}
