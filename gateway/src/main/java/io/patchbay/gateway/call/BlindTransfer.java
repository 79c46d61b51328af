package io.patchbay.gateway.call;

import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.trunk.CallPath;
import io.patchbay.gateway.trunk.Selection;
import io.patchbay.sip.Binding;
import io.patchbay.sip.CallId;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import io.patchbay.sip.Transfer;
import io.patchbay.sip.UserAgent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A phone in a room hands its place to somebody else: we call them into the room, and hang up on the phone once they have
 * answered. Only devices registered here are called for it: a caller must not make us dial out.
 */
final class BlindTransfer {
    private static final Logger log = LoggerFactory.getLogger(BlindTransfer.class);

    private final Calls calls;
    private final UserAgent userAgent;

    BlindTransfer(Calls calls, UserAgent userAgent) {
        this.calls = calls;
        this.userAgent = userAgent;
    }

    /** On the loop of {@code call}, which is in {@code room}. */
    void take(Call call, RoomName room, Transfer transfer) {
        String device = transfer.target().user().toLowerCase(Locale.ROOT);
        List<Binding> bindings = userAgent.bindingsOf(device);
        if (bindings.isEmpty()) {
            refuse(transfer, "calls are transferred to registered devices only, and '" + device + "' is none");
            return;
        }
        if (transfer.replaces().flatMap(this::ownCall).isPresent()) {
            // the consultation was a call to a room: whoever the device is, it has no such dialog
            refuse(transfer, "the call to be replaced is one with a room here, and rooms are not joined");
            return;
        }
        log.info("the phone asks for {} in its place", device);
        transfer.accept();
        OutgoingPhoneCall placed = calls.place(userAgent, way(device, bindings, room, transfer), room);
        placed.whenAnswered().thenRun(() -> call.loop().execute(() -> {
            transfer.progress(200, "OK");
            call.otherEnd().handOver(placed);
            call.hangUp(new EndReason.HungUp(Side.LOCAL, "transferred to " + device));
        }));
        placed.whenEnded().thenAccept(reason -> call.loop().execute(() -> {
            int status = reason.sipStatus() < 300 ? 487 : reason.sipStatus();
            transfer.progress(status, reason.text()); // says nothing more where it was answered before
        }));
    }

    private static void refuse(Transfer transfer, String why) {
        log.info("not transferred to {}: {}", transfer.target(), why);
        transfer.refuse(new Refusal(403, "Forbidden", why));
    }

    /** The call of ours that a Replaces header names (RFC 3891 §6.1), if it is one. */
    private Optional<Call> ownCall(String replaces) {
        String callId = replaces.split(";", 2)[0].strip();
        return callId.isEmpty() ? Optional.empty() : calls.find(new CallId(callId));
    }

    private Selection way(String device, List<Binding> bindings, RoomName room, Transfer transfer) {
        String host = userAgent.listeningOn().get(0).getAddress().getHostAddress();
        CallPath plain = CallPath.toDevice(
                device,
                ForkOrder.of(bindings),
                new SipAddress(device, SipUri.of(device, host)),
                new SipAddress(room.value(), SipUri.of(room.value(), host)));
        List<HeaderField> headers = transfer.replaces()
                .map(value -> List.of(new HeaderField("Replaces", value)))
                .orElse(List.of());
        return new Selection(List.of(plain.with(headers)), List.of());
    }
}
