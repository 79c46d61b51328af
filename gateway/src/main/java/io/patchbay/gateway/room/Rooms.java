package io.patchbay.gateway.room;

import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.sfu.SfuNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The rooms of this node, made when somebody enters and gone when the last one left. Any thread. */
public final class Rooms {
    private final List<MediaLoop> loops;
    private final SfuNode sfu;
    private final AudioCodecs codecs;
    private final Supplier<RoomSettings> settings;
    private final Map<RoomName, Room> rooms = new ConcurrentHashMap<>();
    private final Set<Room> apart = ConcurrentHashMap.newKeySet(); // not in the map: nobody else finds them

    /** @param settings asked anew for each room that opens */
    public Rooms(List<MediaLoop> loops, SfuNode sfu, AudioCodecs codecs, Supplier<RoomSettings> settings) {
        this.loops = List.copyOf(loops);
        this.sfu = sfu;
        this.codecs = codecs;
        this.settings = settings;
    }

    /**
     * Runs {@code task} in the room called {@code name}, on its loop, opening it where need be. A task that neither joins nor
     * holds the room leaves it to close again.
     *
     * @return what the task returned or threw, on the room's loop
     */
    public <T> CompletableFuture<T> enter(RoomName name, Function<Room, T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        enter(name, task, result);
        return result;
    }

    /**
     * Runs {@code task} in a room of its own, which nobody else can enter or see, and which closes like any.
     *
     * @param name as the logs call it; others may have the same
     * @return what the task returned or threw, on the room's loop
     */
    public <T> CompletableFuture<T> enterApart(RoomName name, Function<Room, T> task) {
        Room room = new Room(name, leastLoaded(), sfu, codecs, settings.get(), apart::remove);
        apart.add(room);
        room.loop().execute(room::open);
        return room.loop().call(() -> {
            if (room.openingFailure().isPresent()) {
                throw room.openingFailure().get();
            }
            Room.Hold hold = room.hold();
            try {
                return task.apply(room);
            } finally {
                hold.release();
            }
        });
    }

    /**
     * Runs {@code task} in the room called {@code name} where that is open; opens none.
     *
     * @return what the task returned or threw, on the room's loop; empty where there is no such room now
     */
    public <T> CompletableFuture<Optional<T>> enterIfOpen(RoomName name, Function<Room, T> task) {
        Room room = rooms.get(name);
        return room == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : room.loop().call(() -> room.isClosed() ? Optional.empty() : Optional.of(task.apply(room)));
    }

    public Collection<Room> all() {
        return new ArrayList<>(rooms.values());
    }

    public int count() {
        return rooms.size();
    }

    /** Phones and browsers in all rooms. */
    public int participantCount() {
        return rooms.values().stream().mapToInt(Room::participantCount).sum();
    }

    /** Closes every room; completes when all are closed. */
    public CompletableFuture<Void> closeAll(String reason) {
        return CompletableFuture.allOf(everyRoom()
                .map(room -> room.loop().call(() -> {
                    room.close(reason);
                    return null;
                }))
                .toArray(CompletableFuture[]::new));
    }

    private <T> void enter(RoomName name, Function<Room, T> task, CompletableFuture<T> result) {
        Room room = rooms.computeIfAbsent(name, this::open);
        room.loop().execute(() -> {
            if (room.openingFailure().isPresent()) {
                result.completeExceptionally(room.openingFailure().get());
                return;
            }
            if (room.isClosed()) {
                enter(name, task, result); // it closed while we were on the way; its name is free again
                return;
            }
            try {
                Room.Hold hold = room.hold();
                try {
                    result.complete(task.apply(room));
                } finally {
                    hold.release();
                }
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }

    private Room open(RoomName name) {
        Room room = new Room(name, leastLoaded(), sfu, codecs, settings.get(), closed -> rooms.remove(name, closed));
        room.loop().execute(room::open); // before any task of those who enter: loops run tasks in order
        return room;
    }

    private Stream<Room> everyRoom() {
        return Stream.concat(rooms.values().stream(), apart.stream());
    }

    private MediaLoop leastLoaded() {
        return loops.stream()
                .min(Comparator.comparingLong(
                        loop -> everyRoom().filter(room -> room.loop() == loop).count()))
                .orElseThrow();
    }
}
