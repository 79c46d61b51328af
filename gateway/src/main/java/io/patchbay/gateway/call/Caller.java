package io.patchbay.gateway.call;

import io.patchbay.gateway.admission.Admission;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.route.Origin;
import io.patchbay.gateway.store.Direction;
import io.patchbay.gateway.trunk.CallerIdentity;
import io.patchbay.gateway.trunk.Trunk;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.IncomingCall;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Who is at the other end of an incoming call, and the places that it takes under limits. Belongs to the call's loop. */
final class Caller {
    private final IncomingCall sip;
    private final Optional<Trunk> trunk;
    private final Admission admission;
    private boolean entered; // counted by admission
    private boolean seized; // a place of the trunk's

    /** @param trunk that it is from; empty where it is from none */
    Caller(IncomingCall sip, Optional<Trunk> trunk, Admission admission) {
        this.sip = sip;
        this.trunk = trunk;
        this.admission = admission;
    }

    /** As far as routes go. */
    Origin origin() {
        return trunk.map(known -> Origin.trunk(known.name()))
                .or(() -> sip.authenticatedDevice().map(Origin::device))
                .orElseGet(() -> Origin.address(address()));
    }

    InetAddress address() {
        return sip.remoteAddress().getAddress();
    }

    Optional<Trunk> trunk() {
        return trunk;
    }

    CallParties parties() {
        return new CallParties(
                Direction.IN,
                sip.from().uri().toString(),
                sip.requestUri().toString(),
                address().getHostAddress());
    }

    /** Those that tell of its way and caller, and those that its trunk's list names. */
    List<HeaderField> keptHeaders() {
        return trunk.map(known -> sip.headers(known.keptHeaders())).orElse(List.of());
    }

    /** As people in the room see it. */
    SipAddress shown() {
        return CallerIdentity.shown(sip.from(), keptHeaders());
    }

    /** As whoever is called for it sees it: a device by the name that it proved. */
    SipAddress calling() {
        return sip.authenticatedDevice()
                .filter(device -> trunk.isEmpty())
                .map(device -> new SipAddress(
                        sip.from().displayName(), SipUri.of(device, address().getHostAddress())))
                .orElseGet(this::shown);
    }

    /**
     * Takes its places.
     *
     * @param tried told what let it in, or did not
     * @return why there is none left for it; it has to {@link #leave} all the same
     */
    Optional<Refusal> enter(Consumer<Attempt> tried) {
        Optional<Refusal> full = admission.enter(address());
        if (full.isPresent()) {
            tried.accept(Attempt.failed("limit", origin().toString(), full.get().explanation()));
            return full;
        }
        entered = true;
        if (trunk.isEmpty()) {
            return Optional.empty();
        }
        Trunk from = trunk.get();
        Optional<Refusal> tooMany = from.use().take();
        seized = tooMany.isEmpty();
        tried.accept(tooMany.map(why -> Attempt.failed("trunk", from.name(), why.explanation()))
                .orElseGet(() -> Attempt.taken("trunk", from.name(), "the call is from it")));
        return tooMany;
    }

    /** It dialled what there is not. Addresses that do so often are not heard any more. */
    void guessedWrong(Refusal refusal) {
        if (origin().kind().equals("address") && refusal.status() == 404) {
            admission.guessedWrong(address(), "the number " + sip.requestUri().user());
        }
    }

    /** Gives its places back. Leaving twice is allowed. */
    void leave() {
        if (entered) {
            entered = false;
            admission.leave(address());
        }
        if (seized) {
            seized = false;
            trunk.ifPresent(known -> known.use().release());
        }
    }
}
