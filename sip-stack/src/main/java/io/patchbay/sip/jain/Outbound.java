package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipTarget;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/**
 * A REGISTER's flow (RFC 5626): the way that it came, and that requests to the device go back by.
 *
 * @param isUsed whether the contact is bound to this flow
 * @param path the proxies between, nearest first (RFC 3327)
 */
record Outbound(boolean isUsed, List<String> path) {
    static final String OPTION_TAG = "outbound";
    static final String PATH = "path";

    private static final String FLOW = "ob"; // of the URI of a proxy, or a contact, that keeps flows

    static Outbound of(SIPRequest request, ContactChanges changes) {
        List<String> path = Headers.read(request, List.of("Path")).stream()
                .map(HeaderField::value)
                .toList();
        boolean isUsed = FarEnd.supports(request, OPTION_TAG)
                && changes.contacts().stream().anyMatch(ContactChanges.Wanted::isFlow);
        return new Outbound(isUsed, path);
    }

    /** RFC 5626 §6: why the registrar cannot take part. */
    Optional<Refusal> refusal(SIPRequest request, ContactChanges changes) {
        long flows = changes.contacts().stream()
                .filter(wanted -> wanted.isFlow() && !wanted.lifetime().isZero())
                .count();
        if (isUsed && flows > 1) {
            return Optional.of(new Refusal(400, "Bad Request", "a REGISTER with reg-id has one Contact"));
        }
        boolean isDirect = request.getViaHeaders().size() == 1;
        if (isUsed && !isDirect && (path.isEmpty() || !isFlow(path.get(path.size() - 1)))) {
            return Optional.of(new Refusal(
                    439,
                    "First Hop Lacks Outbound Support",
                    "the first proxy puts no Path with ;ob; register without reg-id"));
        }
        return Optional.empty();
    }

    private static boolean isFlow(String proxy) {
        return isFlow(uri(proxy));
    }

    /** Whether {@code uri} asks for its requests to go back by the flow that it came by (RFC 5626 §5). */
    static boolean isFlow(URI uri) {
        return uri instanceof SipURI sip && sip.getParameter(FLOW) != null;
    }

    private static URI uri(String nameAddress) {
        return Uris.parse(nameAddress.replaceFirst("^[^<]*<", "").replaceFirst(">.*$", ""));
    }

    /**
     * Where requests to {@code contact} go: to the nearest proxy of the path, where it is one that an address names; else where the
     * packets come from, not what Contact names: the way back through a NAT.
     */
    SipTarget target(String contact, ServerExchange exchange) {
        if (!path.isEmpty()) {
            URI proxy = uri(path.get(0));
            Optional<InetSocketAddress> address = Uris.literalAddress(proxy);
            if (address.isPresent()) {
                return new SipTarget(contact, address.get(), Uris.transportOf(proxy), true, path);
            }
        }
        return new SipTarget(contact, exchange.source(), exchange.transport(), true, path);
    }
}
