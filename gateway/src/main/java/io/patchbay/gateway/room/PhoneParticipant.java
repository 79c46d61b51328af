package io.patchbay.gateway.room;

import io.patchbay.gateway.room.ParticipantView.Connection;
import io.patchbay.gateway.room.ParticipantView.Kind;
import io.patchbay.gateway.room.ParticipantView.ProducerView;
import io.patchbay.gateway.room.ParticipantView.Source;
import io.patchbay.media.audio.AudioLeg;
import io.patchbay.media.audio.DtmfKeys;
import io.patchbay.media.audio.DtmfListener;
import io.patchbay.media.audio.RoomStream;
import io.patchbay.media.audio.TestLine;
import io.patchbay.media.audio.TonePlan;
import io.patchbay.media.peer.SipPeer;
import io.patchbay.media.sfu.DirectTransport;
import io.patchbay.media.sfu.MediaKind;
import io.patchbay.media.sfu.Producer;
import io.patchbay.media.sfu.ProducerListener;
import io.patchbay.media.sfu.ProducerOptions;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A phone in a room: its leg in the AudioBridge and its Producer in the Router. Belongs to the room's loop. */
public final class PhoneParticipant implements Participant {
    private static final Logger log = LoggerFactory.getLogger(PhoneParticipant.class);
    private static final String NO_AUDIO = "its audio could not be set up";

    private final Room room;
    private final String id = ParticipantIds.next();
    private final String displayName;
    private final Consumer<String> onRoomClosed;
    private final DirectTransport transport;
    private final Producer producer;
    private AudioLeg leg; // null until the peer has attached
    private TestLine line; // null where it hears the others
    private boolean toGreet;
    private boolean published;
    private boolean apart;
    private boolean held;
    private boolean left;

    private PhoneParticipant(Room room, String displayName, Consumer<String> onRoomClosed) {
        this.room = room;
        this.displayName = displayName;
        this.onRoomClosed = onRoomClosed;
        this.transport = room.router().createDirectTransport();
        this.producer = transport.produce(ProducerOptions.of(MediaKind.AUDIO, PhoneStream.parameters(id)));
    }

    /**
     * Brings a phone into the room.
     *
     * @param peer its media; whoever opened it closes it
     * @param onRoomClosed told with the reason if the room ends before the phone leaves; must not block
     * @throws RoomFullException where one more is too many
     */
    public static PhoneParticipant join(
            Room room, SipPeer peer, String displayName, DtmfListener dtmf, Consumer<String> onRoomClosed) {
        room.assertHasPlace();
        PhoneParticipant phone = new PhoneParticipant(room, displayName, onRoomClosed);
        long ssrc = phone.producer.rtpParameters().encodings().get(0).ssrc();
        peer.attach(room.bridge(), RoomStream.withSsrc(ssrc), phone.producer::send, dtmf)
                .whenComplete((leg, failure) -> room.loop().execute(() -> {
                    if (failure == null) {
                        phone.attached(leg);
                    } else {
                        phone.notAttached(failure);
                    }
                }));
        room.join(phone);
        phone.published = true;
        room.published(phone, phone.producer, phone.producerView());
        return phone;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public ParticipantView view() {
        List<ProducerView> producers = published ? List.of(producerView()) : List.of(); // each is announced once
        return new ParticipantView(
                id, Kind.PHONE, displayName, held ? Connection.HELD : Connection.CONNECTED, producers);
    }

    /**
     * The session has changed: a phone that is sent nothing is on hold for the room, whoever held it; one that sends nothing is
     * muted.
     *
     * @param nowApart whether we hold it: it is kept from hearing the room, too
     */
    public void sessionChanged(boolean nowApart) {
        room.loop().assertOwner();
        apart = nowApart;
        if (leg == null || left) {
            return;
        }
        leg.setApart(apart);
        setSilent(apart || !leg.format().receiving());
        boolean nowHeld = apart || !leg.format().sending();
        if (nowHeld != held) {
            held = nowHeld;
            room.changed(this);
        }
    }

    private void setSilent(boolean silent) {
        if (silent && !producer.paused()) {
            producer.pause();
            room.paused(this, producer);
        } else if (!silent && producer.paused()) {
            producer.resume();
            room.resumed(this, producer);
        }
    }

    /** The phone, alone in its room, hears this. */
    public void setTestLine(TestLine wanted) {
        room.loop().assertOwner();
        line = wanted;
        if (leg != null && !left) {
            leg.setTestLine(line);
        }
    }

    /** Lets the phone, and nobody else, hear that it is in. */
    public void greet() {
        room.loop().assertOwner();
        if (left || line != null) {
            return;
        }
        if (leg == null) {
            toGreet = true; // the ACK was faster
        } else {
            leg.play(TonePlan.JOINED);
        }
    }

    /**
     * Presses keys for what answers at the phone's end.
     *
     * @param asTones also where telephone-events were negotiated
     */
    public void press(DtmfKeys keys, boolean asTones) {
        room.loop().assertOwner();
        if (leg != null && !left) {
            leg.press(keys, asTones);
        }
    }

    /** Takes the phone out of the room. Leaving twice is allowed. */
    public void leave(String reason) {
        if (!left) {
            free();
            room.unpublished(this, producer);
            transport.close();
            room.leave(this, reason);
        }
    }

    @Override
    public void roomClosed(String reason) {
        if (!left) {
            free();
            transport.close();
            onRoomClosed.accept(reason);
        }
    }

    private void free() {
        room.loop().assertOwner();
        left = true;
        if (leg != null) {
            leg.close();
        }
    }

    private void attached(AudioLeg attached) {
        if (left) {
            attached.close();
            return;
        }
        leg = attached;
        if (line != null) {
            leg.setTestLine(line);
        } else if (toGreet) {
            leg.play(TonePlan.JOINED);
        }
        leg.setConsumed(producer.activeConsumers() > 0); // nobody encodes what nobody consumes
        sessionChanged(apart);
        producer.addListener(new ProducerListener() {
            @Override
            public void onActiveConsumers(int count) {
                leg.setConsumed(count > 0);
            }
        });
    }

    /** Its call would go on in silence: whoever brought the phone in is told as if the room had ended. */
    private void notAttached(Throwable failure) {
        if (!left) {
            log.error("room {}: the audio of phone {} could not be set up", room.name(), id, failure);
            leave(NO_AUDIO);
            onRoomClosed.accept(NO_AUDIO);
        }
    }

    private ProducerView producerView() {
        return new ProducerView(producer.id(), MediaKind.AUDIO, Source.PHONE, producer.paused());
    }
}
