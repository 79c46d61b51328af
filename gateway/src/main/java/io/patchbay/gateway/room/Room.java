package io.patchbay.gateway.room;

import io.patchbay.gateway.room.ParticipantView.ProducerView;
import io.patchbay.media.audio.AudioBridge;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.sfu.MediaKind;
import io.patchbay.media.sfu.Producer;
import io.patchbay.media.sfu.Router;
import io.patchbay.media.sfu.SfuNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where phones and browsers meet: a Router for all tracks, an AudioBridge for the phones, and who is here. Everything belongs to
 * {@link #loop()}. A room lives while somebody holds it: a participant, or a {@link Hold} of one who is on the way in.
 */
public final class Room {
    private static final Logger log = LoggerFactory.getLogger(Room.class);

    private final RoomName name;
    private final MediaLoop loop;
    private final SfuNode sfu;
    private final AudioCodecs codecs;
    private final RoomSettings settings;
    private final Consumer<Room> onClosed;
    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private final List<RoomListener> listeners = new ArrayList<>();
    private final RoomChat chat = new RoomChat(Clock.systemUTC(), System::nanoTime);
    private Router router;
    private AudioBridge bridge;
    private PhonesEar phonesEar;
    private SpeakingMonitor speaking;
    private volatile int participantCount; // for the metrics, written by the loop
    private int holds;
    private String closedBecause; // null while it is open
    private RuntimeException openingFailure; // null where there was none

    /** Any thread; nothing is made before {@link #open}. */
    Room(
            RoomName name,
            MediaLoop loop,
            SfuNode sfu,
            AudioCodecs codecs,
            RoomSettings settings,
            Consumer<Room> onClosed) {
        this.name = name;
        this.loop = loop;
        this.sfu = sfu;
        this.codecs = codecs;
        this.settings = settings;
        this.onClosed = onClosed;
    }

    /** The first task on the loop. A room that cannot be opened is closed at once; {@link #openingFailure} says why. */
    void open() {
        loop.assertOwner();
        try {
            router = sfu.createRouter(loop);
            bridge = new AudioBridge(loop, codecs);
            phonesEar = new PhonesEar(router, bridge);
            speaking = new SpeakingMonitor(router, listeners);
            log.info("room {} opened on {}", name, loop.name());
        } catch (RuntimeException e) {
            openingFailure = e;
            close("it could not be opened");
        }
    }

    /** Why it could not be opened; empty where it could. */
    Optional<RuntimeException> openingFailure() {
        loop.assertOwner();
        return Optional.ofNullable(openingFailure);
    }

    public RoomName name() {
        return name;
    }

    public MediaLoop loop() {
        return loop;
    }

    public Router router() {
        loop.assertOwner();
        return router;
    }

    public AudioBridge bridge() {
        loop.assertOwner();
        return bridge;
    }

    /** What people here write to each other. */
    public RoomChat chat() {
        loop.assertOwner();
        return chat;
    }

    public RoomSettings settings() {
        return settings;
    }

    /** Another one on the room's loop, of which nothing reaches the room. Whoever asked closes it. */
    AudioBridge newBridge() {
        return new AudioBridge(loop, codecs);
    }

    public boolean isClosed() {
        loop.assertOwner();
        return closedBecause != null;
    }

    /** Everyone here, in the order they came. */
    public List<ParticipantView> participants() {
        loop.assertOwner();
        return participants.values().stream().map(Participant::view).toList();
    }

    /** How many are here; any thread. */
    int participantCount() {
        return participantCount;
    }

    public Optional<Participant> participant(String id) {
        loop.assertOwner();
        return Optional.ofNullable(participants.get(id));
    }

    /** Adds somebody who will hear of everything that happens from now on. */
    public void addListener(RoomListener listener) {
        loop.assertOwner();
        listeners.add(listener);
    }

    /** Keeps the room open for somebody on the way in. */
    public Hold hold() {
        loop.assertOwner();
        holds++;
        return new Hold();
    }

    /**
     * @throws RoomFullException where one more would be too many
     * @throws RoomClosedException where it has ended
     */
    public void assertHasPlace() {
        if (closedBecause != null) {
            throw new RoomClosedException(name, closedBecause);
        }
        if (participants.size() >= settings.maxParticipants()) {
            throw new RoomFullException(name, settings.maxParticipants());
        }
    }

    /**
     * Takes somebody in, or leaves everything as it is.
     *
     * @throws RoomFullException where one more is too many
     * @throws RoomClosedException where it has ended
     */
    public void join(Participant participant) {
        loop.assertOwner();
        assertHasPlace();
        participants.put(participant.id(), participant);
        participantCount = participants.size();
        ParticipantView view = participant.view();
        log.info(
                "room {}: {} ({}) joined as {}",
                name,
                view.displayName(),
                view.kind().word(),
                view.id());
        if (view.kind() == ParticipantView.Kind.PHONE) {
            phonesEar.phonesCame(1);
        }
        listeners.forEach(listener -> listener.participantJoined(view));
    }

    /**
     * Takes a participant out. What it held must be closed already.
     *
     * @param reason a sentence that the others are shown
     */
    public void leave(Participant participant, String reason) {
        loop.assertOwner();
        if (participants.remove(participant.id()) == null) {
            return;
        }
        participantCount = participants.size();
        log.info("room {}: {} left: {}", name, participant.id(), reason);
        if (participant.view().kind() == ParticipantView.Kind.PHONE) {
            phonesEar.phonesCame(-1);
        }
        listeners.forEach(listener -> listener.participantLeft(participant.id(), reason));
        closeIfEmpty();
    }

    /** A participant changed its name, or went away or came back. */
    public void changed(Participant participant) {
        loop.assertOwner();
        if (participants.containsKey(participant.id())) {
            ParticipantView view = participant.view();
            listeners.forEach(listener -> listener.participantChanged(view));
        }
    }

    /** A participant's new track is in the router. */
    public void published(Participant participant, Producer producer, ProducerView view) {
        loop.assertOwner();
        if (producer.kind() == MediaKind.AUDIO) {
            speaking.add(participant.id(), producer);
            if (view.source() != ParticipantView.Source.PHONE) {
                phonesEar.add(producer); // phones reach each other through the bridge
            }
        }
        listeners.forEach(listener -> listener.producerAdded(participant.id(), view));
    }

    /** A participant's track is closed, or about to be. */
    public void unpublished(Participant participant, Producer producer) {
        loop.assertOwner();
        speaking.remove(producer);
        phonesEar.remove(producer);
        listeners.forEach(listener -> listener.producerClosed(participant.id(), producer.id()));
    }

    public void paused(Participant participant, Producer producer) {
        loop.assertOwner();
        listeners.forEach(listener -> listener.producerPaused(participant.id(), producer.id()));
    }

    public void resumed(Participant participant, Producer producer) {
        loop.assertOwner();
        listeners.forEach(listener -> listener.producerResumed(participant.id(), producer.id()));
    }

    /** Ends it for all who are here. Closing twice is allowed. */
    public void close(String reason) {
        loop.assertOwner();
        if (closedBecause != null) {
            return;
        }
        closedBecause = reason;
        List<Participant> last = List.copyOf(participants.values());
        participants.clear();
        participantCount = 0;
        last.forEach(participant -> attempt(() -> participant.roomClosed(reason)));
        Stream.of(phonesEar, speaking, bridge, router)
                .filter(Objects::nonNull) // where opening failed
                .forEach(part -> attempt(part::close));
        listeners.forEach(listener -> attempt(listener::roomClosed));
        log.info("room {} closed: {}", name, reason);
        onClosed.accept(this);
    }

    /** What fails to close keeps neither the rest nor the room's name. */
    private void attempt(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            log.error("room {}: closing it failed in part", name, e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private void closeIfEmpty() {
        if (participants.isEmpty() && holds == 0) {
            close("everyone has left");
        }
    }

    /** Somebody on the way in; the room stays open until this is let go. Belongs to the room's loop. */
    public final class Hold {
        private boolean released;

        private Hold() {}

        /** Lets go. Twice is allowed. */
        public void release() {
            loop.assertOwner();
            if (!released) {
                released = true;
                holds--;
                closeIfEmpty();
            }
        }
    }
}
