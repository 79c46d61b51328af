package io.patchbay.gateway.call;

import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.route.Destination;
import io.patchbay.gateway.trunk.CallPath;
import io.patchbay.gateway.trunk.Dialled;
import io.patchbay.gateway.trunk.Selection;
import io.patchbay.gateway.trunk.Trunks;
import io.patchbay.sip.Binding;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import io.patchbay.sip.UserAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Puts calls through: which ways lead to a device or a number, and the placing of the call to it. Any thread. */
final class Switchboard {
    private static final int ROOM_DIGITS = 16;

    private final Calls calls;
    private final UserAgent userAgent;
    private final Trunks trunks;

    Switchboard(Calls calls, UserAgent userAgent, Trunks trunks) {
        this.calls = calls;
        this.userAgent = userAgent;
        this.trunks = trunks;
    }

    /** Of a call's own, which nobody guesses. */
    static RoomName newRoom() {
        String random = UUID.randomUUID().toString().replace("-", "");
        return new RoomName("call-" + random.substring(0, ROOM_DIGITS));
    }

    /**
     * The ways to a destination; none where it cannot be reached now, with the reasons.
     *
     * @param to {@link Destination.ToDevice} or {@link Destination.ToTrunk}
     * @param caller as the called phone shows it
     */
    Selection ways(Destination to, SipAddress caller) {
        return to instanceof Destination.ToDevice device
                ? toDevice(device.device(), caller)
                : throughTrunk((Destination.ToTrunk) to, caller);
    }

    private Selection toDevice(String device, SipAddress caller) {
        List<Binding> bindings = userAgent.bindingsOf(device);
        if (bindings.isEmpty()) {
            return new Selection(List.of(), List.of(Attempt.failed("device", device, "it has no registration now")));
        }
        String host = userAgent.listeningOn().get(0).getAddress().getHostAddress();
        SipAddress from =
                new SipAddress(caller.displayName(), SipUri.of(caller.uri().user(), host));
        CallPath path = CallPath.toDevice(
                device, ForkOrder.of(bindings), new SipAddress(device, SipUri.of(device, host)), from);
        return new Selection(List.of(path), List.of());
    }

    private Selection throughTrunk(Destination.ToTrunk to, SipAddress caller) {
        Dialled dialled;
        try {
            dialled = Dialled.parse(to.number());
        } catch (IllegalArgumentException e) {
            return new Selection(List.of(), List.of(Attempt.failed("trunk", "*", e.getMessage())));
        }
        Selection all = trunks.through(dialled, caller.uri().user(), List.of());
        if (to.trunk().isEmpty()) {
            return all;
        }
        List<Attempt> passedOver = new ArrayList<>();
        all.passedOver().stream()
                .filter(attempt -> attempt.name().equals(to.trunk()))
                .forEach(passedOver::add);
        return new Selection(
                all.paths().stream()
                        .filter(path -> path.name().equals(to.trunk()))
                        .toList(),
                passedOver);
    }

    /** Begins to call; {@code caller} is told what becomes of it, on the new call's loop. */
    OutgoingPhoneCall place(Selection ways, RoomName room, OutgoingPhoneCall.Caller caller) {
        return calls.place(userAgent, ways, room, Optional.of(caller));
    }
}
