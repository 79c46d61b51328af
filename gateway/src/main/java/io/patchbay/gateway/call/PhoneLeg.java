package io.patchbay.gateway.call;

import io.patchbay.gateway.config.ChatToPhones;
import io.patchbay.gateway.room.ChatMessage;
import io.patchbay.gateway.room.ChatSender;
import io.patchbay.gateway.room.ChatText;
import io.patchbay.gateway.room.PhoneParticipant;
import io.patchbay.gateway.room.Room;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.room.Rooms;
import io.patchbay.gateway.room.WaitingPhone;
import io.patchbay.media.audio.DtmfKeys;
import io.patchbay.media.audio.DtmfListener;
import io.patchbay.media.audio.TestLine;
import io.patchbay.media.audio.TonePlan;
import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.peer.PeerListener;
import io.patchbay.media.peer.PeerStats;
import io.patchbay.media.peer.SdpType;
import io.patchbay.media.peer.SessionDescription;
import io.patchbay.media.peer.SipPeer;
import io.patchbay.media.quality.CallQuality;
import io.patchbay.media.sdp.Direction;
import io.patchbay.sip.CallLoop;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media side of a call: a {@link SipPeer} on its room's loop, and from {@link #join} on a phone in that room. Its methods are
 * called, and its stages complete, on the call's loop.
 */
final class PhoneLeg {
    private static final Logger log = LoggerFactory.getLogger(PhoneLeg.class);

    private final Room room;
    private final Room.Hold hold; // the room's loop
    private final SipPeer peer;
    private final CallLoop loop;
    private PhoneParticipant participant; // the room's loop; null before the join
    private ChatSender writer; // the room's loop; null before the join
    private WaitingPhone waiting; // the room's loop; null where it waits at no door
    private TestLine line; // the room's loop; null where it hears the others
    private boolean gone; // the room's loop
    private boolean apart; // the room's loop

    private PhoneLeg(Room room, Room.Hold hold, SipPeer peer, CallLoop loop) {
        this.room = room;
        this.hold = hold;
        this.peer = peer;
        this.loop = loop;
    }

    /**
     * Opens the phone's ports on the loop of a room that has space for it, and keeps the room open.
     *
     * @param remote where the phone's signalling is; decides which address we name in SDP
     * @param webrtc whether an offer of ours is to be one for WebRTC clients
     */
    static CompletionStage<PhoneLeg> open(
            Rooms rooms,
            RoomName name,
            PhoneMedia media,
            CallLoop loop,
            InetAddress remote,
            boolean webrtc,
            PeerListener listener) {
        return rooms.enter(name, room -> {
                    room.assertHasPlace();
                    SipPeer peer = media.open(room.loop(), loop, remote, webrtc, listener);
                    return new PhoneLeg(room, room.hold(), peer, loop);
                })
                .thenApplyAsync(Function.identity(), loop);
    }

    /** The same in a room of its own, where the phone hears {@code line}. */
    static CompletionStage<PhoneLeg> openTest(
            Rooms rooms, TestLine line, PhoneMedia media, CallLoop loop, InetAddress remote, PeerListener listener) {
        RoomName name = RoomName.parse("test-" + line.name()).orElseThrow();
        return rooms.enterApart(name, room -> {
                    SipPeer peer = media.open(room.loop(), loop, remote, false, listener);
                    PhoneLeg leg = new PhoneLeg(room, room.hold(), peer, loop);
                    leg.line = line;
                    return leg;
                })
                .thenApplyAsync(Function.identity(), loop);
    }

    RoomName roomName() {
        return room.name();
    }

    /** What we send, as its SDP name; empty before a codec was agreed on. */
    Optional<String> codec() {
        return peer.codec().map(AudioCodec::encodingName);
    }

    /** Takes the far end's first offer and makes our answer to it, which is in force at once. */
    CompletionStage<String> answer(String offer) {
        return peer.answer(SessionDescription.offer(offer)).thenApply(SessionDescription::sdp);
    }

    /** Our answer to a later offer of the far end's: in force from {@link #settle} on, forgotten by {@link #forgetTheirs}. */
    CompletionStage<String> consider(String offer) {
        return peer.setRemoteDescription(SessionDescription.offer(offer))
                .thenCompose(done -> peer.createAnswer())
                .thenApply(SessionDescription::sdp);
    }

    CompletionStage<Void> settle(String answer) {
        CompletionStage<Void> settled = peer.setLocalDescription(SessionDescription.answer(answer));
        onRoomLoop(this::sessionChanged);
        return settled;
    }

    /** What we do from the next description on, as far as the far end lets us. */
    void setDirection(Direction direction) {
        peer.setDirection(direction);
    }

    /** Which way audio flows; empty before that was agreed on. */
    Optional<Direction> direction() {
        return peer.direction();
    }

    /** A phone apart from its room neither hears it nor is heard in it. */
    void setApart(boolean now) {
        onRoomLoop(() -> {
            apart = now;
            sessionChanged();
        });
    }

    private void sessionChanged() {
        if (participant != null) {
            participant.sessionChanged(apart);
        }
    }

    /** The far end took its offer back: the session stays as it was. */
    CompletionStage<Void> forgetTheirs() {
        return peer.setRemoteDescription(SessionDescription.rollback());
    }

    /** The far end would not have our offer: the session stays as it was. */
    CompletionStage<Void> forgetOurs() {
        return peer.setLocalDescription(SessionDescription.rollback());
    }

    CompletionStage<String> offer() {
        return peer.offer().thenApply(SessionDescription::sdp);
    }

    /** Takes what the far end would answer, for media before it does. */
    CompletionStage<Void> takeEarlyAnswer(String answer) {
        return peer.setRemoteDescription(new SessionDescription(SdpType.PRANSWER, answer));
    }

    CompletionStage<Void> takeAnswer(String answer) {
        CompletionStage<Void> taken = peer.setRemoteDescription(SessionDescription.answer(answer));
        onRoomLoop(this::sessionChanged);
        return taken;
    }

    /**
     * Lets the phone wait at the door: it hears {@link #play tones} alone, and nobody sees or hears it, until it joins.
     *
     * @param keys told of its keys on the room's loop
     */
    CompletionStage<Void> waitAtDoor(DtmfListener keys) {
        return room.loop()
                .<Void>call(() -> {
                    if (!gone) {
                        leaveDoor();
                        waiting = WaitingPhone.open(room, peer, keys);
                    }
                    return null;
                })
                .thenApplyAsync(Function.identity(), loop);
    }

    /** Lets a phone at the door hear these. */
    void play(TonePlan tones) {
        onRoomLoop(() -> {
            if (waiting != null) {
                waiting.play(tones);
            }
        });
    }

    private void leaveDoor() {
        if (waiting != null) {
            waiting.close();
            waiting = null;
        }
    }

    /**
     * Brings the phone into the room.
     *
     * @param sender as whom it writes in the chat, and how it is called in the room
     * @param chat told on the call's loop of what the others write
     * @param keys told of the phone's keys on the room's loop
     * @param onRoomClosed told on the call's loop if the room ends first
     */
    CompletionStage<Void> join(ChatSender sender, DtmfListener keys, PhoneChat chat, Consumer<String> onRoomClosed) {
        return room.loop()
                .<Void>call(() -> {
                    leaveDoor();
                    if (!gone) {
                        participant = PhoneParticipant.join(
                                room,
                                peer,
                                sender.displayName(),
                                keys,
                                reason -> loop.execute(() -> onRoomClosed.accept(reason)));
                        enterChat(sender, chat);
                        if (line != null) {
                            participant.setTestLine(line);
                        }
                        hold.release();
                    }
                    return null;
                })
                .thenApplyAsync(Function.identity(), loop);
    }

    private void enterChat(ChatSender sender, PhoneChat chat) {
        writer = new ChatSender(sender.key(), participant.id(), sender.displayName());
        ChatToPhones toPhones = room.settings().chatToPhones();
        room.chat()
                .enter(
                        writer,
                        toPhones == ChatToPhones.NEVER
                                ? message -> {}
                                : message -> loop.execute(() -> chat.say(message, toPhones == ChatToPhones.ALWAYS)));
    }

    /**
     * Puts a text into the room's chat, as the phone's.
     *
     * @return empty where the phone is not in the room
     */
    CompletionStage<Optional<ChatMessage>> post(ChatText text) {
        return room.loop()
                .call(() -> writer == null || gone
                        ? Optional.empty()
                        : Optional.of(room.chat().post(writer, text)));
    }

    /** The phone, and nobody else, hears that it is in. */
    void greet() {
        onRoomLoop(() -> {
            if (participant != null) {
                participant.greet();
            }
        });
    }

    /** @param asTones also where telephone-events were negotiated */
    void press(DtmfKeys keys, boolean asTones) {
        onRoomLoop(() -> {
            if (participant != null) {
                participant.press(keys, asTones);
            }
        });
    }

    /** How the call has sounded. Before {@link #close}, and once. */
    CompletionStage<CallQuality> lastQuality() {
        return peer.lastQuality();
    }

    CompletionStage<PeerStats> statistics() {
        return peer.statistics();
    }

    /** Leaves the room and frees the ports. Closing twice is allowed. */
    void close(String reason) {
        onRoomLoop(() -> {
            gone = true;
            leaveDoor();
            if (participant != null) {
                room.chat().leave(participant.id());
                participant.leave(reason);
            }
            hold.release();
        });
        peer.close();
    }

    private void onRoomLoop(Runnable task) {
        try {
            room.loop().execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("the room's loop ended first: {}", e.getMessage());
        }
    }
}
