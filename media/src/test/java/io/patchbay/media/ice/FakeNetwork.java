package io.patchbay.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Agents joined by a network without sockets, on a clock that only moves when it is told to. */
final class FakeNetwork {
    long now = 1_000_000_000L;
    final Set<String> blocked = new HashSet<>(); // "from>to", by port
    final List<String> sent = new ArrayList<>();
    private final List<End> ends = new ArrayList<>();
    private final List<Runnable> inFlight = new ArrayList<>();

    /** One agent with sockets on some ports. */
    final class End implements FullAgentListener {
        final List<Socket> sockets = new ArrayList<>();
        final IceFullAgent agent = new IceFullAgent(this);
        final List<String> told = new ArrayList<>();
        long due = Long.MAX_VALUE;

        End(int... ports) {
            for (int port : ports) {
                Socket socket = new Socket(this, port);
                sockets.add(socket);
                agent.addBase(socket);
            }
            ends.add(this);
        }

        RemoteAgent described(boolean lite, int... ports) {
            List<Candidate> candidates = Arrays.stream(ports)
                    .mapToObj(port -> new Candidate(
                            CandidateType.HOST,
                            at(port),
                            "f" + port,
                            CandidateType.HOST.priority(65_535 - port),
                            Optional.empty()))
                    .toList();
            return new RemoteAgent(agent.credentials(), lite, candidates);
        }

        void start(RemoteAgent remote, IceRole role) {
            agent.start(remote, role, now);
            due = agent.work(now);
        }

        @Override
        public void onSelected(IceBase base, InetSocketAddress remote) {
            told.add(base.address().getPort() + ">" + remote.getPort());
        }

        @Override
        public void onFailed(String reason) {
            told.add("failed: " + reason);
        }

        @Override
        public void onConsentLost(InetSocketAddress remote, Duration silence) {
            told.add("lost " + remote.getPort());
        }
    }

    final class Socket implements IceBase {
        private final End owner;
        private final int port;

        Socket(End owner, int port) {
            this.owner = owner;
            this.port = port;
        }

        @Override
        public CandidateType type() {
            return CandidateType.HOST;
        }

        @Override
        public InetSocketAddress address() {
            return at(port);
        }

        @Override
        public int localPreference() {
            return 65_535 - port;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length, InetSocketAddress to) {
            String way = port + ">" + to.getPort();
            sent.add(way);
            if (!blocked.contains(way)) {
                byte[] copy = Arrays.copyOfRange(buffer, offset, offset + length);
                inFlight.add(() -> deliver(copy, port, to.getPort()));
            }
            return true;
        }
    }

    static InetSocketAddress at(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deliver(byte[] message, int from, int to) {
        for (End end : ends) {
            for (Socket socket : end.sockets) {
                if (socket.port == to) {
                    end.agent.onStun(message, 0, message.length, socket, at(from), now);
                    end.due = end.agent.work(now);
                }
            }
        }
    }

    /** Lets time pass, a hundredth of a second at a time. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        while (now < end) {
            now += 10_000_000;
            for (int hops = 0; hops < 8 && !inFlight.isEmpty(); hops++) {
                List<Runnable> arriving = List.copyOf(inFlight);
                inFlight.clear();
                arriving.forEach(Runnable::run);
            }
            for (End agent : ends) {
                if (agent.due - now <= 0) {
                    agent.due = agent.agent.work(now);
                }
            }
        }
    }
}
