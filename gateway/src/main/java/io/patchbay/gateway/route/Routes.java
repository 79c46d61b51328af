package io.patchbay.gateway.route;

import io.patchbay.gateway.config.AnswerConfig;
import io.patchbay.gateway.config.RoomsConfig;
import io.patchbay.gateway.config.RouteConfig;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.media.audio.TestLine;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Which call goes where, by its Request-URI and origin. Any thread; reads the configuration anew for each call. */
public final class Routes {
    private static final String DEFAULT = "default";

    private final Supplier<RoomsConfig> rooms;
    private final Supplier<List<RouteConfig>> rules;
    private final Predicate<String> mayCallOut;

    /** @param mayCallOut whether the calls of a device, by its name, may go out through trunks */
    public Routes(Supplier<RoomsConfig> rooms, Supplier<List<RouteConfig>> rules, Predicate<String> mayCallOut) {
        this.rooms = rooms;
        this.rules = rules;
        this.mayCallOut = mayCallOut;
    }

    /** By the first rule that fits; where none does, the user part names the room. */
    public Routed route(SipUri requestUri, Origin origin) {
        List<Attempt> attempts = new ArrayList<>();
        List<RouteConfig> all = rules.get();
        for (int i = 0; i < all.size(); i++) {
            Rule rule = new Rule(all.get(i));
            String name = (i + 1) + " (" + all.get(i).match() + ")";
            Optional<String> why = rule.whyNot(requestUri.user(), origin);
            if (why.isPresent()) {
                attempts.add(Attempt.failed("route", name, why.get()));
            } else {
                Rule.Target target = rule.apply(requestUri.user());
                Optional<String> closed = target.kind() == Rule.Kind.TRUNK ? whyNotOut(rule, origin) : Optional.empty();
                return closed.isPresent()
                        ? told(nowhere(403, "Forbidden", closed.get()), name, attempts)
                        : told(destination(target, requestUri, name), name, attempts);
            }
        }
        return told(toRoom(requestUri.user(), requestUri, AnswerConfig.AT_ONCE), DEFAULT, attempts);
    }

    /** Why the configuration has no room of this name; empty where it has. */
    public Optional<String> whyNoRoom(String room) {
        RoomsConfig config = rooms.get();
        if (config.open() || config.names().contains(room)) {
            return Optional.empty();
        }
        return Optional.of("there is no room '%s'; add it to rooms.names or set rooms.open".formatted(room));
    }

    /** No open relay: out go those who may, and those whom a rule names. */
    private Optional<String> whyNotOut(Rule rule, Origin origin) {
        boolean may = rule.names(origin) || origin.kind().equals("device") && mayCallOut.test(origin.name());
        return may
                ? Optional.empty()
                : Optional.of(
                        ("calls from %s may not go out through trunks; let a device do so (outbound: true), which proves"
                                        + " itself by its password, or name whom the rule is for (from)")
                                .formatted(origin));
    }

    /** Whether a call would go elsewhere if it proved to be from {@code device}: then it is worth asking for the proof. */
    public boolean wantsProof(SipUri requestUri, Origin unproven, String device) {
        Destination as = route(requestUri, Origin.device(device)).destination();
        return !(as instanceof Destination.Nowhere)
                && !as.equals(route(requestUri, unproven).destination());
    }

    private static Routed told(Destination found, String rule, List<Attempt> attempts) {
        Destination destination =
                found instanceof Destination.Nowhere nowhere && !attempts.isEmpty() ? nowhere.after(attempts) : found;
        attempts.add(
                destination instanceof Destination.Nowhere nowhere
                        ? Attempt.failed("route", rule, nowhere.refusal().explanation())
                        : Attempt.taken("route", rule, "leads to " + destination.words()));
        return new Routed(destination, attempts);
    }

    private Destination destination(Rule.Target target, SipUri requestUri, String rule) {
        String named = target.name().isEmpty() ? target.user() : target.name();
        return switch (target.kind()) {
            case ROOM -> toRoom(named, requestUri, target.answer());
            case DEVICE -> new Destination.ToDevice(named.toLowerCase(Locale.ROOT));
            case TRUNK -> new Destination.ToTrunk(target.user(), target.name());
            case TEST -> new Destination.ToTest(TestLine.valueOf(target.name().toUpperCase(Locale.ROOT)));
            case REFUSE ->
                nowhere(403, "Forbidden", "route %s refuses calls to '%s'".formatted(rule, requestUri.user()));
        };
    }

    private Destination toRoom(String name, SipUri requestUri, AnswerConfig answer) {
        if (name.isEmpty()) {
            return nowhere(484, "Address Incomplete", "no room is named; dial sip:ROOM@" + requestUri.host());
        }
        Optional<RoomName> room = RoomName.parse(name);
        if (room.isEmpty()) {
            return nowhere(404, "Not Found", "'%s' is no room name: 1 to 64 of a-z 0-9 . _ -".formatted(name));
        }
        return whyNoRoom(room.get().value())
                .map(why -> nowhere(404, "Not Found", why))
                .orElseGet(() -> new Destination.ToRoom(room.get(), answer));
    }

    private static Destination nowhere(int status, String phrase, String explanation) {
        return new Destination.Nowhere(new Refusal(status, phrase, explanation));
    }
}
