package io.patchbay.gateway.call;

import io.patchbay.gateway.access.Access;
import io.patchbay.gateway.admission.Admission;
import io.patchbay.gateway.admission.Pins;
import io.patchbay.gateway.room.ChatSender;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.room.Rooms;
import io.patchbay.gateway.route.Destination;
import io.patchbay.gateway.route.Origin;
import io.patchbay.gateway.route.Routed;
import io.patchbay.gateway.route.Routes;
import io.patchbay.gateway.trunk.CallerIdentity;
import io.patchbay.gateway.trunk.Trunk;
import io.patchbay.gateway.trunk.Trunks;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.IncomingMessage;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** MESSAGE outside of calls (RFC 3428): into the chat of a room, from those who may call it. Any thread. */
final class RoomMessages {
    private final Rooms rooms;
    private final Routes routes;
    private final Trunks trunks;
    private final Access access;
    private final Admission admission;
    private final Pins pins;

    RoomMessages(Rooms rooms, Routes routes, Trunks trunks, Access access, Admission admission, Pins pins) {
        this.rooms = rooms;
        this.routes = routes;
        this.trunks = trunks;
        this.access = access;
        this.admission = admission;
        this.pins = pins;
    }

    void take(IncomingMessage message) {
        InetAddress address = message.source().address().getAddress();
        Optional<Trunk> trunk = trunks.from(
                message.source(),
                message.authenticatedDevice(),
                message.requestUri().user());
        Optional<String> stranger = trunk.isPresent() ? Optional.empty() : access.refusalOfCaller(address);
        if (stranger.isPresent()) {
            message.refuse(new Refusal(403, "Forbidden", stranger.get()));
            return;
        }
        Origin origin = trunk.map(known -> Origin.trunk(known.name()))
                .or(() -> message.authenticatedDevice().map(Origin::device))
                .orElseGet(() -> Origin.address(address));
        Routed routed = routes.route(message.requestUri(), origin);
        if (routed.destination() instanceof Destination.Nowhere nowhere) {
            if (origin.kind().equals("address") && nowhere.refusal().status() == 404) {
                admission.guessedWrong(
                        address, "the number " + message.requestUri().user());
            }
            message.refuse(nowhere.refusal());
            return;
        }
        RoomName name = ((Destination.ToRoom) routed.destination()).room();
        if (pins.guard(name.value())) {
            message.refuse(new Refusal(
                    403, "Forbidden", "room %s asks for a PIN; call it and write within the call".formatted(name)));
            return;
        }
        ChatSender sender = sender(message, trunk);
        ChatPost.answer(
                message, text -> rooms.enterIfOpen(name, room -> room.chat().post(sender, text)));
    }

    private static ChatSender sender(IncomingMessage message, Optional<Trunk> trunk) {
        List<HeaderField> headers =
                trunk.isPresent() ? message.headers(CallerIdentity.HEADERS) : List.of(); // believed of trunks only
        SipAddress shown = CallerIdentity.shown(message.from(), headers);
        String key = PhoneChat.key(
                message.from().uri().toString(),
                message.source().address().getAddress().getHostAddress());
        return new ChatSender(key, null, shown.shownAs());
    }
}
